import { expect, test, vi } from 'vitest';
import { errorCodes, type PlainError } from '../core/upload-error.ts';
import type { JobView } from '../protocol/messages.ts';
import { sampleView } from './testing/sample-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { outlookOf } = await import('./error-outlook.ts');
const { errorText } = await import('./error-text.ts');

const error = (code: PlainError['code']): PlainError => ({ code, message: '', details: {} });
const failed = (facts: Partial<JobView> = {}) => sampleView({ state: 'failed', ...facts });
const actionOf = (code: PlainError['code'], job: JobView) => errorText(error(code), outlookOf(job)).action;

const address = { webOrigin: 'https://cdn.example' } as const;
const page = { pageUrl: 'https://page.example/' } as const;

test.each([
  ['its bytes are kept', { canRetry: true }, 'doTryAgain'],
  ['the bytes of its address are kept', { canRetry: true, ...address }, 'doTryAgain'],
  ['it is over and has an address', { ...address, ...page }, 'doUploadAgain'],
  ['it is over and was of a file', {}, 'doUploadFileAgain'],
  ['it is over and only its page had it', page, 'doOpenPage'],
] as const)(
  'of an upload that failed, when %s, the text says what its row can do',
  (_title, facts, action) => {
    expect(actionOf('timeout', failed(facts))).toBe(action);
  },
);

test('of no upload that is over it is said to simply try again, or to choose a file that its row does not ask for', () => {
  for (const facts of [address, page, {}]) {
    const actions = errorCodes.map((code) => actionOf(code, failed(facts)));
    for (const gone of ['doTryAgain', 'doTryLater', 'doTryFromBegin', 'doTryIfWanted', 'doChooseAgain']) {
      expect(actions).not.toContain(gone);
    }
  }
});

test('what has to be mended first is said all the same', () => {
  expect(actionOf('limit', failed())).toBe('doChooseOther');
  expect(actionOf('clock-skew', failed(address))).toBe('doSetClock');
});

test('an upload that waits for its file asks for it, and one that is tried again by itself for nothing', () => {
  const waits = (waiting: JobView['waiting']) =>
    sampleView({ state: 'waiting', ...(waiting && { waiting }) });
  expect(actionOf('source-gone', waits({ reason: 'file' }))).toBe('doChooseAgain');
  expect(actionOf('throttled', waits({ reason: 'backoff', untilMs: 9 }))).toBe('doNothing');
});

test('a stored file that could not be deleted may be asked for again', () => {
  expect(actionOf('server', sampleView({ state: 'succeeded', ...address }))).toBe('doTryLater');
});
