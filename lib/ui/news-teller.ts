import type { JobId } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import type { NotificationSettings } from '../protocol/notification-settings.ts';
import { type NoticeText, noticeOf } from './notice-of.ts';
import { isForPerson, type News, newsOf } from './upload-news.ts';

interface NewsTellerPorts {
  /** Which uploads the person has been told of that they wait for them; outlives this process. */
  readonly waits: { read(): Promise<readonly JobId[]>; keep(ids: readonly JobId[]): Promise<void> };
  wanted(): Promise<NotificationSettings>;
  /** Whether somebody sees the uploads, and needs no telling. */
  isPageSeen(): Promise<boolean>;
  show(notice: NoticeText): Promise<void>;
  nowMs(): number;
  /** Calls back a little later. */
  later(act: () => void): void;
}

/**
 * Has notifications shown of what happens to uploads, once each: what has ended before this process began is history, and
 * of what waits for the person it is kept that they were told.
 * @returns what is to be called with all uploads whenever they have changed
 */
export function createNewsTeller(ports: NewsTellerPorts): (views: readonly JobView[]) => void {
  const sinceMs = ports.nowMs();
  let before: readonly JobView[] | undefined;
  let told = '';
  let pending: readonly News[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function firstNews(views: readonly JobView[]): Promise<readonly News[]> {
    const known = await ports.waits.read();
    told = known.join();
    const young = newsOf([], views, sinceMs);
    const waits = views.filter((job) => isForPerson(job) && !known.includes(job.id));
    return [...young.filter(({ kind }) => kind !== 'waiting'), ...waits.map(waitingNews)];
  }

  async function look(views: readonly JobView[]): Promise<void> {
    const news = before === undefined ? await firstNews(views) : newsOf(before, views, sinceMs);
    before = views;
    const waits = views.filter(isForPerson).map(({ id }) => id);
    if (waits.join() !== told) {
      told = waits.join();
      await ports.waits.keep(waits);
    }
    if (pending.length === 0 && news.length > 0) ports.later(() => void tell());
    pending = [...pending, ...news];
  }

  async function tell(): Promise<void> {
    const news = pending;
    pending = [];
    if (await ports.isPageSeen()) return;
    const wanted = await ports.wanted();
    for (const kind of ['failed', 'waiting', 'ended'] as const) {
      const [first, ...others] = news.filter((one) => one.kind === kind).map(({ job }) => job);
      if (wanted[kind] && first !== undefined) await ports.show(noticeOf(kind, [first, ...others]));
    }
  }

  return (views) => {
    turn = turn.then(() => look(views)).catch(() => undefined);
  };
}

const waitingNews = (job: JobView): News => ({ kind: 'waiting', job });
