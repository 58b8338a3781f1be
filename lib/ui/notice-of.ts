import type { JobId } from '../core/job.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import type { JobView } from '../protocol/messages.ts';
import { parse } from '../protocol/parse.ts';
import { errorText } from './error-text.ts';
import { stateText } from './state-text.ts';
import { type CountKey, tCount } from './translate.ts';
import type { NewsKind } from './upload-news.ts';
import { visibleName } from './visible-name.ts';

/** What the system is to show; plain text. */
export interface NoticeText {
  /** Names the upload that it leads to. */
  readonly id: string;
  readonly title: string;
  readonly message: string;
}

/** Longer ones no system shows whole. */
const MAX_NAME_CHARS = 100;
/** More at once nobody reads. */
const MAX_NAMES = 3;
const PREFIX = 'upload:';

const several: Readonly<Record<Exclude<NewsKind, 'started'>, CountKey>> = {
  ended: 'heardEndedMany',
  failed: 'heardFailedMany',
  waiting: 'heardWaitingMany',
};

/**
 * Tells of uploads that have ended, failed or wait: of one its name and why, of several how many and some of their names.
 * Neither a link nor a word of a server is in it: systems keep what they have shown.
 * @param isOnClipboard whether their links have been put there by themselves
 */
export function noticeOf(
  kind: Exclude<NewsKind, 'started'>,
  [first, ...others]: readonly [JobView, ...JobView[]],
  isOnClipboard = false,
): NoticeText {
  const id = PREFIX + first.id;
  const copied = isOnClipboard ? [tCount('copiedByItself', others.length + 1)] : [];
  if (others.length > 0) {
    const names = [first, ...others.slice(0, MAX_NAMES - 1)].map(shortName);
    return { id, title: tCount(several[kind], others.length + 1), message: [...names, ...copied].join('\n') };
  }
  const why = kind === 'failed' && first.error !== undefined ? [errorText(first.error).title] : [];
  return { id, title: stateText(first), message: [shortName(first), ...why, ...copied].join('\n') };
}

/** The upload that a notification leads to. */
export function jobOfNotice(id: string): JobId | undefined {
  return id.startsWith(PREFIX) ? parse(jobIdSchema, id.slice(PREFIX.length), 'a notification') : undefined;
}

function shortName({ name }: JobView): string {
  const visible = visibleName(name);
  return visible.length > MAX_NAME_CHARS
    ? `${visible.slice(0, MAX_NAME_CHARS - 1).toWellFormed()}…`
    : visible;
}
