import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMd5 } from './md5.ts';

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const reference = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

test('the examples of RFC 1321 have the digests that it gives', async () => {
  const md5 = await createMd5();
  const digestOf = (text: string) => {
    md5.begin();
    md5.update(new TextEncoder().encode(text));
    return toHex(md5.digest());
  };
  expect(digestOf('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(digestOf('a')).toBe('0cc175b9c0f1b6a831c399e269772661');
  expect(digestOf('abc')).toBe('900150983cd24fb0d6963f7d28e17f72');
  expect(digestOf('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
  expect(digestOf('abcdefghijklmnopqrstuvwxyz')).toBe('c3fcd3d76192e4007dfb496cca67e13b');
  expect(digestOf('1234567890'.repeat(8))).toBe('57edf4a22be3c955ac49da2e2107b67a');
});

test('bytes have the same digest in whatever pieces they come, as Node says', async () => {
  const md5 = await createMd5();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300, size: 'max' }), { maxLength: 12 }),
      async (pieces) => {
        md5.begin();
        for (const piece of pieces) md5.update(piece);
        expect(toHex(md5.digest())).toBe(reference(Buffer.concat(pieces)));
      },
    ),
  );
});

test('the edges of blocks and of the memory are no edges of the digest', async () => {
  const md5 = await createMd5();
  const sizes = [55, 56, 63, 64, 65, 65_472, 65_535, 65_536, 65_537, 65_600, 131_072, 1_048_577];
  const bytes = Buffer.alloc(Math.max(...sizes)).map((_, index) => (index * 7919) >> 3);
  for (const sizeBytes of sizes) {
    for (const first of [0, 1, 55, sizeBytes >> 1]) {
      md5.begin();
      md5.update(bytes.subarray(0, first));
      md5.update(bytes.subarray(first, sizeBytes));
      expect(toHex(md5.digest()), `${first} of ${sizeBytes}`).toBe(reference(bytes.subarray(0, sizeBytes)));
    }
  }
});

test('the length is counted in 64 bits: half a gigabyte and more', async () => {
  const md5 = await createMd5();
  const node = createHash('md5');
  const piece = new Uint8Array(2 ** 24).fill(0xa5);
  md5.begin();
  for (let count = 0; count < 33; count += 1) {
    md5.update(piece);
    node.update(piece);
  }
  expect(toHex(md5.digest())).toBe(node.digest('hex'));
});

test('two that are under way at once know nothing of each other', async () => {
  const [one, other] = [await createMd5(), await createMd5()];
  one.update(Buffer.from('ab'));
  other.update(Buffer.from('xy'));
  one.update(Buffer.from('c'));
  other.update(Buffer.from('z'));
  expect(toHex(one.digest())).toBe(reference(Buffer.from('abc')));
  expect(toHex(other.digest())).toBe(reference(Buffer.from('xyz')));
});
