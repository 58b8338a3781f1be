import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { keepDaysForm, mostJobsForm } = await import('./history-limits.ts');

test('nothing written is no limit, and no limit is written as nothing', () => {
  expect(mostJobsForm.read(' ')).toEqual({ value: null });
  expect(mostJobsForm.write(null)).toBe('');
  expect(mostJobsForm.write(1000)).toBe('1000');
});

test.each(['9', '1000001', '12.5', '-1', 'all', 'NaN'])('%s uploads are no limit', (text) => {
  expect(mostJobsForm.read(text)).toEqual({ fault: 'invalidMostJobs' });
});

test('whole numbers in range are limits', () => {
  expect(mostJobsForm.read('10')).toEqual({ value: 10 });
  expect(keepDaysForm.read('1')).toEqual({ value: 1 });
  expect(keepDaysForm.read('0')).toEqual({ fault: 'invalidKeepDays' });
  expect(keepDaysForm.read('3651')).toEqual({ fault: 'invalidKeepDays' });
});
