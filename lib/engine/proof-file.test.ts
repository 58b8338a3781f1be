import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proofFile } from './proof-file.ts';

const MIB = 1024 ** 2;

test('without a policy the test file is a line of text', () => {
  const { bytes, facts } = proofFile();
  expect(new TextDecoder().decode(bytes)).toMatch(/^A test of .*\n$/);
  expect(facts).toMatchObject({ sizeBytes: bytes.length, mimetype: 'text/plain' });
});

test('whatever sizes a policy allows, up to 1 MiB, the test file has one of them', () => {
  const sizes = fc.tuple(fc.integer({ min: 0, max: MIB }), fc.integer({ min: 0, max: MIB }));
  fc.assert(
    fc.property(sizes, ([minSize, more]) => {
      const maxSize = Math.max(1, minSize + more);
      const { bytes, facts } = proofFile({ minSize, maxSize });
      expect(bytes.length).toBe(facts.sizeBytes);
      expect(bytes.length).toBeGreaterThanOrEqual(Math.max(1, minSize));
      expect(bytes.length).toBeLessThanOrEqual(maxSize);
    }),
  );
});

test('a policy for large files only gets no large test file', () => {
  expect(proofFile({ minSize: 100 * MIB }).bytes.length).toBe(MIB);
});
