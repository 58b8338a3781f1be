// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { PlainError } from '../lib/core/upload-error.ts';
import type { ErrorOutlook } from '../lib/ui/error-outlook.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[]) => [key, ...facts].join(' ').trim() },
  },
}));
const { ErrorNote } = await import('./error-note.tsx');

function show(error: PlainError, outlook: ErrorOutlook = 'may-be-retried') {
  const root = document.createElement('main');
  render(<ErrorNote error={error} outlook={outlook} />, root);
  return root;
}

const linesOf = (root: HTMLElement) => [...root.querySelectorAll('p')].map((line) => line.textContent);

test('an error has its title, its cause and the next action', () => {
  const root = show({ code: 'integrity', message: '', details: {} });
  expect(linesOf(root)).toEqual(['errorIntegrityTitle', 'errorIntegrity', 'doTryAgain']);
});

test('M13: what the server says is text of one line and 200 characters, isolated from the text around it', () => {
  const serverText = `<img src=x onerror=alert(1)>\u001b[31m\u202Egnp.\n${'x'.repeat(1_000_000)}`;
  const root = show({ code: 'server', message: '', details: { step: 'start', status: 500, serverText } });
  const said = root.querySelector('bdi');
  expect(root.querySelector('img')).toBeNull();
  expect(said?.childElementCount).toBe(0);
  expect(said?.textContent).toMatch(/^<img src=x onerror=alert\(1\)> \[31m gnp\. x+…$/);
  expect(said?.textContent).toHaveLength(200);
});

test('who has only to wait is told so', () => {
  const error: PlainError = { code: 'throttled', message: '', details: {} };
  expect(linesOf(show(error, 'is-retried'))).toContain('doNothing');
  expect(linesOf(show({ ...error, code: 'clock-skew' }, 'is-retried'))).toContain('doSetClock');
});
