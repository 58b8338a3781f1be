import { browser } from 'wxt/browser';
import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import { isInPrivateWindow } from './private-window.ts';

/** Of what was captured in a page nobody else says that it waits for an answer. */
const isAsking = ({ waiting }: JobView) => waiting?.reason === 'known' || waiting?.reason === 'confirm';

/**
 * Shows on the toolbar button how many uploads run, or that one asks something or has failed. All windows have one badge,
 * so that those of a private one are not shown there.
 */
export function createBadge(): { show(jobs: readonly JobView[]): void } {
  let shown: string | undefined;
  if (isInPrivateWindow()) return { show: () => undefined };
  return {
    show(jobs) {
      const asking = jobs.filter(isAsking).length;
      const running = jobs.filter((job) => !isFinal(job.state)).length - asking;
      const hasFailed = jobs.some((job) => job.state === 'failed');
      const text = running > 0 ? String(running) : asking > 0 ? '?' : hasFailed ? '!' : '';
      // Told for each part of an upload, and seldom another one.
      if (text === shown) return;
      shown = text;
      void browser.action.setBadgeText({ text });
      void browser.action.setBadgeBackgroundColor({ color: running + asking > 0 ? '#1f5fbf' : '#b3261e' });
    },
  };
}
