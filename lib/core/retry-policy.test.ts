import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRetry, MAX_RETRY_AFTER_MS } from './retry-policy.ts';
import retryVectors from './retry-vectors.json' with { type: 'json' };
import { errorCodes } from './upload-error.ts';
import { defaultUploadOptions } from './upload-options.ts';

const options = defaultUploadOptions.retryOptions;
const codeOf = (text: string) => errorCodes.find((code) => code === text) ?? 'unexpected';

test('the vectors are written for the defaults', () => {
  expect(retryVectors.defaults).toEqual(options);
});

test.each(retryVectors.vectors)('vector: $code, retry $retry, random $random → $decision.kind', (vector) => {
  const failure = { code: codeOf(vector.code), retryAfterMs: vector.retryAfterMs };
  const random = vector.random === 1 ? 1 - Number.EPSILON : vector.random;
  expect(decideRetry(failure, vector.retry, { ...options, ...vector.options }, random)).toEqual(
    vector.decision,
  );
});

test('every error code has its vector', () => {
  expect(new Set(retryVectors.vectors.map(({ code }) => code))).toEqual(new Set(errorCodes));
});

test('every wait lies between half the ceiling and the ceiling, and is never shorter than a Retry-After', () => {
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
      fc.option(fc.integer({ min: 0, max: MAX_RETRY_AFTER_MS }), { nil: undefined }),
      (any, random, retry, retryAfterMs) => {
        const decision = decideRetry({ code: 'server', retryAfterMs }, retry, any, random);
        if (decision.kind !== 'retry') return retry > any.retries;
        const ceilingMs = Math.min(any.maxTimeout, any.minTimeout * any.factor ** (retry - 1));
        const serverMs = retryAfterMs ?? 0;
        return (
          decision.delayMs >= Math.max(serverMs, Math.floor(ceilingMs / 2)) &&
          decision.delayMs <= Math.max(serverMs, Math.ceil(ceilingMs))
        );
      },
    ),
  );
});
