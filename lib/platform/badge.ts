import { browser } from 'wxt/browser';
import { isInPrivateWindow } from './private-window.ts';

/** What the toolbar button is to say. */
export interface BadgeFacts {
  readonly text: string;
  readonly tone: 'under-way' | 'waiting' | 'failed';
  readonly title: string;
}

/** Each dark enough for white text (WCAG 1.4.3). */
const colors: Readonly<Record<BadgeFacts['tone'], string>> = {
  'under-way': '#1f5fbf',
  waiting: '#7a4d00',
  failed: '#b3261e',
};

/** Shows it on the toolbar button. All windows have one badge, so that nothing of a private one is shown there. */
export function createBadge(): { show(badge: BadgeFacts): void } {
  let shown: BadgeFacts | undefined;
  if (isInPrivateWindow()) return { show: () => undefined };
  void browser.action.setBadgeTextColor?.({ color: '#ffffff' });
  return {
    show(badge) {
      const { text, tone, title } = badge;
      // Told for each part of an upload, and seldom another one.
      if (shown?.text === text && shown.tone === tone && shown.title === title) return;
      shown = badge;
      void browser.action.setBadgeText({ text });
      void browser.action.setBadgeBackgroundColor({ color: colors[tone] });
      void browser.action.setTitle({ title });
    },
  };
}
