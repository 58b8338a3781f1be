import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import { formatPercent } from './format-number.ts';
import { t, tCount } from './translate.ts';
import { isForPerson } from './upload-news.ts';

/** What the toolbar button says of all uploads. */
export interface Badge {
  /** At most four characters; empty when there is nothing to say. */
  readonly text: string;
  readonly tone: 'under-way' | 'waiting' | 'failed';
  /** The same in words, for the tooltip and for screen readers. */
  readonly title: string;
}

/**
 * While anything moves, how much of all that is under way is sent; else how many wait for the person, or have failed. The
 * title tells all of it.
 */
export function badgeOf(views: readonly JobView[]): Badge {
  const moving = views.filter(
    (view) => !isFinal(view.state) && view.state !== 'paused' && !isForPerson(view),
  );
  const waiting = views.filter(isForPerson).length;
  const failed = views.filter(({ state }) => state === 'failed').length;
  const percent = percentSent(views, moving);
  const title = [
    t('extensionName'),
    moving.length > 0 && tCount('badgeUnderWay', moving.length, formatPercent(percent)),
    waiting > 0 && tCount('badgeWaiting', waiting),
    failed > 0 && tCount('badgeFailed', failed),
  ]
    .filter((text) => text !== false)
    .join(' · ');
  if (moving.length > 0) return { text: `${percent}%`, tone: 'under-way', title };
  if (waiting > 0) return { text: '?', tone: 'waiting', title };
  return { text: failed > 0 ? String(Math.min(failed, 999)) : '', tone: 'failed', title };
}

/**
 * How much of a batch is sent, rounded down and never all of it. To a batch belongs what is under way and what was stored
 * meanwhile: so it does not fall when one of several is done.
 */
function percentSent(views: readonly JobView[], moving: readonly JobView[]): number {
  let sinceMs = Math.min(...moving.map(({ createdAtMs }) => createdAtMs));
  const batch = [...moving];
  const stored = views
    .filter(({ state }) => state === 'succeeded')
    .map((view) => ({ view, endMs: view.createdAtMs + (view.elapsedMs ?? 0) }))
    .sort((one, other) => other.endMs - one.endMs);
  for (const { view, endMs } of stored) {
    if (endMs < sinceMs) break;
    sinceMs = Math.min(sinceMs, view.createdAtMs);
    batch.push(view);
  }
  const sum = (of: (view: JobView) => number) => batch.reduce((bytes, view) => bytes + of(view), 0);
  const sizeBytes = sum((view) => view.sizeBytes);
  const sentBytes = sum((view) => (view.state === 'succeeded' ? view.sizeBytes : view.sentBytes));
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((sentBytes / sizeBytes) * 100));
}
