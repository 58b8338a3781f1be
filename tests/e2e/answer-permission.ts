import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import type { Screen } from '../../scripts/screen.ts';

const keys = { allow: ['Tab', 'Return'], deny: ['Escape'] } as const;

/** Answers the browser's question whether a host may be read. It takes the focus from the page in front until then. */
export async function answerPermission(
  screen: Screen,
  inFront: Page,
  answer: keyof typeof keys,
): Promise<void> {
  await inFront.waitForFunction(() => !document.hasFocus(), { polling: 50 });
  // Chromium ignores answers in the first half second, lest one be given by accident; no event tells of its end.
  await wait(1500);
  screen.press(...keys[answer]);
}
