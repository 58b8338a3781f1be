import { browser } from 'wxt/browser';
import { isFinal } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';

/** Shows on the toolbar button how many uploads run, or that one has failed. */
export async function showBadge(jobs: readonly JobView[]): Promise<void> {
  const running = jobs.filter((job) => !isFinal(job.state)).length;
  const hasFailed = jobs.some((job) => job.state === 'failed');
  const text = running > 0 ? String(running) : hasFailed ? '!' : '';
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: running > 0 ? '#1f5fbf' : '#b3261e' });
}
