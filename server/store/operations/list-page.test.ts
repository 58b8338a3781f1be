import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareUtf8 } from '../disk/compare-utf8.ts';
import { listPage } from './list-page.ts';

const key = fc.string({
  unit: fc.constantFrom('a', 'b', '/', 'é', '\uffff', '𝟙'),
  minLength: 1,
  maxLength: 6,
});
const keys = fc.uniqueArray(key, { maxLength: 30 }).map((list) => list.toSorted(compareUtf8));

/** The listing's definition, without pages. */
function whole(sorted: readonly string[], prefix: string, delimiter: string): string[] {
  const names = sorted
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
      return end < 0 ? name : `${name.slice(0, end + 1)} (group)`;
    });
  return [...new Set(names)];
}

describe('pages of a listing', () => {
  it('put together are the listing, each name once', () => {
    const prefixes = fc.constantFrom('', 'a', 'a/', 'é');
    const delimiters = fc.constantFrom('', '/');
    fc.assert(
      fc.property(
        keys,
        prefixes,
        delimiters,
        fc.integer({ min: 1, max: 4 }),
        (sorted, prefix, delimiter, limit) => {
          const seen: string[] = [];
          let after = '';
          for (let isTruncated = true; isTruncated; ) {
            const page = listPage(sorted, { prefix, delimiter, after, limit });
            const groups = page.commonPrefixes.map((group) => `${group} (group)`);
            expect(page.keys.length + groups.length).toBeLessThanOrEqual(limit);
            seen.push(...page.keys, ...groups);
            after = page.last ?? '';
            isTruncated = page.isTruncated;
          }
          expect(seen.toSorted()).toEqual(whole(sorted, prefix, delimiter).toSorted());
        },
      ),
    );
  });

  it('of no names say that nothing is left', () => {
    const page = listPage(['a'], { prefix: '', delimiter: '', after: '', limit: 0 });
    expect([page.keys, page.isTruncated]).toEqual([[], false]);
  });
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(Math.sign(compareUtf8(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
  });
});
