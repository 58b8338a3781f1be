// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { RowNotes } = await import('./row-notes.tsx');

function notesOf(view: Partial<JobView>): readonly (string | null)[] {
  const root = document.createElement('main');
  render(<RowNotes job={sampleView(view)} onFileAgain={vi.fn()} />, root);
  return [...root.querySelectorAll('p')].map((note) => note.textContent);
}

test('an upload that was begun anew says so until it has ended', () => {
  expect(notesOf({ restarts: 0 })).toEqual([]);
  expect(notesOf({ restarts: 1 })).toEqual(['restarted']);
  expect(notesOf({ restarts: 1, state: 'paused' })).toEqual(['restarted']);
  expect(notesOf({ restarts: 1, state: 'succeeded' })).toEqual([]);
});

test('an upload whose file lies in the page asks to keep that open until it has ended', () => {
  expect(notesOf({ isLive: true })).toEqual(['keepPageOpen']);
  expect(notesOf({ isLive: true, state: 'cancelled' })).toEqual([]);
});
