import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRetry, defaultRetryOptions, MAX_RETRY_AFTER_MS } from './retry-policy.ts';
import { type ErrorCode, errorCodes, UploadError } from './upload-error.ts';

const failed = (code: ErrorCode, retryAfterMs?: number) =>
  new UploadError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs });

test('waits double from 1 s to 60 s and are drawn from their upper half', () => {
  const ceilings = [1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1000);
  ceilings.forEach((ceilingMs, index) => {
    const low = decideRetry(failed('server'), index + 1, defaultRetryOptions, 0);
    const high = decideRetry(failed('server'), index + 1, defaultRetryOptions, 1 - Number.EPSILON);
    expect(low).toEqual({ kind: 'retry', delayMs: ceilingMs / 2 });
    expect(high.kind === 'retry' && high.delayMs).toBeCloseTo(ceilingMs, 3);
  });
});

test('gives up after the given number of retries, and at once with none', () => {
  expect(decideRetry(failed('network'), 11, defaultRetryOptions, 0)).toEqual({ kind: 'stop' });
  expect(decideRetry(failed('network'), 1, { ...defaultRetryOptions, retries: 0 }, 0)).toEqual({
    kind: 'stop',
  });
});

test('a longer Retry-After is obeyed as it stands, and one beyond 15 minutes stops the retries', () => {
  expect(decideRetry(failed('throttled', 7_000), 1, defaultRetryOptions, 0.3)).toEqual({
    kind: 'retry',
    delayMs: 7_000,
  });
  expect(decideRetry(failed('throttled', 1), 1, defaultRetryOptions, 0)).toEqual({
    kind: 'retry',
    delayMs: 500,
  });
  expect(decideRetry(failed('server', MAX_RETRY_AFTER_MS + 1), 1, defaultRetryOptions, 0)).toEqual({
    kind: 'stop',
  });
});

test('an expired URL and a skewed clock are signed anew at once, twice at most', () => {
  for (const code of ['url-expired', 'clock-skew'] as const) {
    expect(decideRetry(failed(code), 1, defaultRetryOptions, 0.5)).toEqual({ kind: 'retry', delayMs: 0 });
    expect(decideRetry(failed(code), 3, defaultRetryOptions, 0.5)).toEqual({ kind: 'stop' });
  }
});

test('refusals, faults of the source and unknown errors are never retried', () => {
  const retried = new Set([
    'network',
    'timeout',
    'throttled',
    'server',
    'integrity',
    'url-expired',
    'clock-skew',
  ]);
  for (const code of errorCodes) {
    expect(decideRetry(failed(code), 1, defaultRetryOptions, 0).kind).toBe(
      retried.has(code) ? 'retry' : 'stop',
    );
  }
});

test('every wait lies between half the ceiling and the ceiling', () => {
  fc.assert(
    fc.property(
      fc.record({
        retries: fc.integer({ min: 1, max: 20 }),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
        minTimeout: fc.integer({ min: 1, max: 60_000 }),
        maxTimeout: fc.integer({ min: 1, max: 600_000 }),
      }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (options, random, retry) => {
        const decision = decideRetry(failed('server'), retry, options, random);
        if (decision.kind === 'stop') return retry > options.retries;
        return (
          decision.delayMs <= options.maxTimeout &&
          decision.delayMs >= Math.min(options.maxTimeout, options.minTimeout) / 2
        );
      },
    ),
  );
});
