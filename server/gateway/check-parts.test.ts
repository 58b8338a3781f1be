import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkParts } from './check-parts.ts';

const stored = [
  { partNumber: 1, etag: 'aa', sizeBytes: 5 },
  { partNumber: 2, etag: 'bb', sizeBytes: 5 },
  { partNumber: 3, etag: 'cc', sizeBytes: 2 },
];
const claim = (part_number: number, etag?: string | null) => ({ part_number, etag });
const all = [claim(1, '"aa"'), claim(2, '"bb"'), claim(3, '"cc"')];

describe('checkParts', () => {
  test.each([
    ['in order', all],
    ['out of order', [...all].reverse()],
    ['twice', [...all, ...all]],
    ['without quotes and in capitals', [claim(1, 'AA'), claim(2, 'bb'), claim(3, 'cc')]],
    ['with ETags the page could not read', [claim(1, null), claim(2), claim(3, 'cc')]],
    ['with an earlier ETag too', [claim(1, 'old'), ...all]],
    ['not at all', undefined],
  ])('takes parts listed %s', (_name, claims) => {
    expect(checkParts(claims, stored, 12)).toEqual({ ok: true, parts: stored });
  });

  test('takes the listed parts and leaves later ones out', () => {
    expect(checkParts(all.slice(0, 2), stored, 10)).toEqual({ ok: true, parts: stored.slice(0, 2) });
  });

  test.each([
    ['none', [], 12, /add up to 0/],
    ['too few', all.slice(0, 2), 12, /add up to 10/],
    ['a gap', [all[0], all[2]].filter((one) => one !== undefined), 12, /not listed: 2/],
    ['one that is not stored', [...all, claim(4, 'dd')], 12, /missing: 4/],
    ['a wrong ETag', [claim(1, 'xx'), ...all.slice(1)], 12, /Wrong ETag of parts: 1/],
    ['part 0', [claim(0, 'aa')], 12, /add up to 0/],
    ['a number beyond all', [claim(2 ** 40, 'aa')], 12, /not listed: 1, 2/],
    ['all, of another size', all, 13, /add up to 12/],
  ])('refuses %s', (_name, claims, sizeBytes, reason) => {
    const verdict = checkParts(claims, stored, sizeBytes);
    expect(verdict.ok ? '' : verdict.reason).toMatch(reason);
  });

  test('never takes parts that do not make the file', () => {
    const part = fc.record({
      partNumber: fc.integer({ min: 1, max: 5 }),
      etag: fc.constantFrom('a', 'b'),
      sizeBytes: fc.nat(3),
    });
    const parts = fc.uniqueArray(part, { selector: (one) => one.partNumber });
    const claims = fc.option(
      fc.array(fc.record({ part_number: fc.nat(6), etag: fc.constantFrom('a', '"b"', null) })),
      { nil: undefined },
    );
    fc.assert(
      fc.property(parts, claims, fc.nat(10), (unsorted, listed, sizeBytes) => {
        const sorted = [...unsorted].sort((a, b) => a.partNumber - b.partNumber);
        const verdict = checkParts(listed, sorted, sizeBytes);
        if (!verdict.ok) return;
        expect(verdict.parts.map((one) => one.partNumber)).toEqual(
          verdict.parts.map((_, index) => index + 1),
        );
        expect(verdict.parts.reduce((sum, one) => sum + one.sizeBytes, 0)).toBe(sizeBytes);
      }),
    );
  });
});
