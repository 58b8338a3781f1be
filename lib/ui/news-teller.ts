import type { JobId } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import type { NotificationSettings } from '../protocol/notification-settings.ts';
import { type NoticeText, noticeOf } from './notice-of.ts';
import { isForPerson, missedEnds, type News, newsOf } from './upload-news.ts';

interface NewsTellerPorts {
  /** Which uploads the person has been told of that they wait for them; outlives this process. */
  readonly waits: { read(): Promise<readonly JobId[]>; keep(ids: readonly JobId[]): Promise<unknown> };
  /**
   * Until when ends have been told, in ms since 1970; undefined before the first time. Outlives this process.
   * `keep` resolves with whether it is kept, and never rejects.
   */
  readonly ends: { read(): Promise<number | undefined>; keep(toldMs: number): Promise<boolean> };
  wanted(): Promise<NotificationSettings>;
  /** Whether somebody sees the uploads, and needs no telling. */
  isPageSeen(): Promise<boolean>;
  /** The uploads whose links have been put on the clipboard by themselves. */
  onClipboard(): Promise<readonly JobId[]>;
  show(notice: NoticeText): Promise<void>;
  nowMs(): number;
  /** Calls back a little later. */
  later(act: () => void): void;
}

/**
 * Has notifications shown of what happens to uploads, once each. What was told is kept: what waits for the person is not
 * told again by the next process, and what has ended in the last moment of one is told by the next.
 * @returns what is to be called with all uploads whenever they have changed
 */
export function createNewsTeller(ports: NewsTellerPorts): (views: readonly JobView[]) => void {
  const sinceMs = ports.nowMs();
  let before: readonly JobView[] | undefined;
  let told = '';
  let toldMs = sinceMs;
  let pending: readonly News[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function firstNews(views: readonly JobView[]): Promise<readonly News[]> {
    const known = await ports.waits.read();
    told = known.join();
    await readEnds();
    const young = newsOf([], views, sinceMs);
    const waits = views.filter((job) => isForPerson(job) && !known.includes(job.id));
    return [...young.filter(({ kind }) => kind !== 'waiting'), ...waits.map(waitingNews)];
  }

  /** Before the first time ever, all that has ended is history. */
  async function readEnds(): Promise<void> {
    const kept = await ports.ends.read();
    if (kept === undefined) await ports.ends.keep(sinceMs);
    toldMs = kept ?? sinceMs;
  }

  /** What could not be kept as told would be told again by each process: then it is not told at all. */
  async function missed(views: readonly JobView[]): Promise<readonly News[]> {
    const ends = missedEnds(before ?? [], views, toldMs, sinceMs);
    return ends.length === 0 || (await ports.ends.keep(toldMs)) ? ends : [];
  }

  async function look(views: readonly JobView[]): Promise<void> {
    const seen = before === undefined ? await firstNews(views) : newsOf(before, views, sinceMs);
    const news = [...(await missed(views)), ...seen];
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
    await keepEnds(news);
    if (await ports.isPageSeen()) return;
    const [wanted, copied] = await Promise.all([ports.wanted(), ports.onClipboard()]);
    for (const kind of ['failed', 'waiting', 'ended'] as const) {
      const [first, ...others] = news.filter((one) => one.kind === kind).map(({ job }) => job);
      if (!wanted[kind] || first === undefined) continue;
      const isOnClipboard = kind === 'ended' && [first, ...others].every(({ id }) => copied.includes(id));
      await ports.show(noticeOf(kind, [first, ...others], isOnClipboard));
    }
  }

  /** Before they are shown: who is killed in between has told one too few, and none twice. */
  async function keepEnds(news: readonly News[]): Promise<void> {
    const ended = Math.max(...news.map(({ job }) => job.endedAtMs ?? Number.NEGATIVE_INFINITY));
    if (ended <= toldMs) return;
    toldMs = ended;
    await ports.ends.keep(ended);
  }

  return (views) => {
    turn = turn.then(() => look(views)).catch(() => undefined);
  };
}

const waitingNews = (job: JobView): News => ({ kind: 'waiting', job });
