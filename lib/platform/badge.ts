import { browser } from 'wxt/browser';
import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import { isInPrivateWindow } from './private-window.ts';

/**
 * Shows on the toolbar button how many uploads run, or that one has failed. All windows have one badge, so that those of
 * a private one are not shown there.
 */
export function createBadge(): { show(jobs: readonly JobView[]): void } {
  let shown: string | undefined;
  if (isInPrivateWindow()) return { show: () => undefined };
  return {
    show(jobs) {
      const running = jobs.filter((job) => !isFinal(job.state)).length;
      const hasFailed = jobs.some((job) => job.state === 'failed');
      const text = running > 0 ? String(running) : hasFailed ? '!' : '';
      // Told for each part of an upload, and seldom another one.
      if (text === shown) return;
      shown = text;
      void browser.action.setBadgeText({ text });
      void browser.action.setBadgeBackgroundColor({ color: running > 0 ? '#1f5fbf' : '#b3261e' });
    },
  };
}
