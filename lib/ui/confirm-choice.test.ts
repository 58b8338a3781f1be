import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { confirmTexts, mustConfirm } = await import('./confirm-choice.ts');

const filesOf = (...sizes: readonly number[]) => sizes.map((size, index) => ({ name: `${index}`, size }));

test('more bytes in all, or more files, than the limits are to be confirmed', () => {
  const limits = { bytes: 10, files: 3 };
  for (const few of [[], [10], [4, 3, 3]]) expect(mustConfirm(filesOf(...few), limits)).toBe(false);
  for (const much of [[11], [4, 3, 4], [1, 1, 1, 1]])
    expect(mustConfirm(filesOf(...much), limits)).toBe(true);
});

test('limits of nothing always ask, but not about nothing', () => {
  expect(mustConfirm(filesOf(1), { bytes: 0, files: 1 })).toBe(true);
  expect(mustConfirm(filesOf(1), { bytes: 1, files: 0 })).toBe(true);
  expect(mustConfirm([], { bytes: 0, files: 0 })).toBe(false);
});

test('a name can’t turn the question around', () => {
  const { question } = confirmTexts([{ name: 'a\u202egnp.exe', size: 1 }], { apiHost: 'x', location: 's3' });
  expect(question).toBe('confirmFile \u2068a[U+202E]gnp.exe\u2069');
});
