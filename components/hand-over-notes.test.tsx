// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { HandOverNotes } = await import('./hand-over-notes.tsx');

test('each of many files is counted to be seen, but only their begin and their end are read out', () => {
  const root = document.body.appendChild(document.createElement('main'));
  const heard: (string | null | undefined)[] = [];
  const show = (taken: number, total: number) => {
    render(<HandOverNotes alerts={[]} progress={{ taken, total }} />, root);
    const status = root.querySelector('[role=status]')?.textContent;
    if (heard.at(-1) !== status) heard.push(status);
    return root.querySelector('.taking[aria-live=off]')?.textContent;
  };
  expect(show(0, 0)).toBe('');
  expect(show(0, 19)).toBe('');
  for (const taken of [0, 1, 2, 29]) expect(show(taken, 30)).toBe(`takingFiles ${taken} 30`);
  expect(show(0, 0)).toBe('');
  expect(heard).toEqual(['', 'takingFilesBegun 30', 'takingFilesDone']);
});
