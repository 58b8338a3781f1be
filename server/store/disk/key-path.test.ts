import { basename, dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyPath } from './key-path.ts';

describe('a key’s path', () => {
  it('lies in the folder itself, whatever the key', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webPath(), fc.constantFrom('..', '.', '', '../../x')),
        (key) => {
          const path = keyPath('/data/objects', key);
          expect(dirname(path)).toBe('/data/objects');
          expect(basename(path)).toMatch(/^[0-9a-f]{64}\.json$/);
        },
      ),
    );
  });

  it('differs where file systems would see one name', () => {
    const paths = ['key', 'KEY', 'é', 'e\u0301', 'key/', '/key'].map((key) => keyPath('/data', key));
    expect(new Set(paths).size).toBe(paths.length);
  });
});
