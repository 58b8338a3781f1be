import type { JobView } from '../protocol/messages.ts';
import { outlookOf } from './error-outlook.ts';
import { errorText } from './error-text.ts';
import { stateText } from './state-text.ts';
import { type CountKey, type MessageKey, t, tCount } from './translate.ts';
import { type News, type NewsKind, newsOf } from './upload-news.ts';
import { isolatedName } from './visible-name.ts';

/** Sentences for who has a page read to them. */
export interface Announcements {
  /** To be read when there is a pause. */
  readonly polite: readonly string[];
  /** To be read at once: failures that somebody has to do something about. */
  readonly assertive: readonly string[];
}

const single: Readonly<Record<NewsKind, MessageKey>> = {
  started: 'heardStarted',
  ended: 'heardEnded',
  failed: 'heardFailed',
  waiting: 'heardWaiting',
};

const several: Readonly<Record<NewsKind, CountKey>> = {
  started: 'heardStartedMany',
  ended: 'heardEndedMany',
  failed: 'heardFailedMany',
  waiting: 'heardWaitingMany',
};

/**
 * What is told of all that happened between two looks at the uploads: their begins and ends and never how far they are.
 * Of one its name, of several how many.
 * @param sinceMs when the page first showed them
 */
export function announcementsOf(
  before: readonly JobView[],
  after: readonly JobView[],
  sinceMs: number,
): Announcements {
  const news = newsOf(before, after, sinceMs);
  const told = (kind: NewsKind) => sentencesOf(kind, news);
  return { polite: [...told('started'), ...told('ended'), ...told('waiting')], assertive: told('failed') };
}

function sentencesOf(kind: NewsKind, news: readonly News[]): readonly string[] {
  const jobs = news.filter((one) => one.kind === kind).map(({ job }) => job);
  const [first] = jobs;
  if (first === undefined) return [];
  if (jobs.length > 1) return [tCount(several[kind], jobs.length)];
  return [t(single[kind], isolatedName(first.name), reasonOf(kind, first))];
}

/** Why it has failed, or what it waits for. */
function reasonOf(kind: NewsKind, job: JobView): string {
  if (kind === 'waiting') return stateText(job);
  if (kind !== 'failed' || job.error === undefined) return '';
  const { title, action } = errorText(job.error, outlookOf(job));
  return `${title}. ${action}`;
}
