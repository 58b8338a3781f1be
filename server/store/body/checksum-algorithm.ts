import { createHash } from 'node:crypto';
import { createCRC32, createCRC64 } from 'hash-wasm';

export const checksumAlgorithms = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A digest that grows with the bytes it is shown. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** Big-endian bytes; to be asked once. */
  digest(): Buffer;
}

/** Length of a digest in bytes: a checksum header of another length is malformed. */
export const checksumLength: Readonly<Record<ChecksumAlgorithm, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

/** Reflected polynomials, as the CRC catalogue gives them (CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME). */
export const crcPolynomials = {
  crc32: 0xedb88320n,
  crc32c: 0x82f63b78n,
  crc64nvme: 0x9a6c9329ac4bc9b5n,
} as const;

export async function createChecksum(algorithm: ChecksumAlgorithm): Promise<RunningChecksum> {
  if (algorithm === 'sha1' || algorithm === 'sha256') return createHash(algorithm);
  const hasher =
    algorithm === 'crc64nvme'
      ? await createCRC64(crcPolynomials.crc64nvme.toString(16))
      : await createCRC32(Number(crcPolynomials[algorithm]));
  hasher.init();
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => Buffer.from(hasher.digest('binary')),
  };
}

/** Element of a checksum in S3's XML: `ChecksumCRC32`. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm.toUpperCase()}`;
}

/** The algorithm that a client spells `CRC32` or `crc32`. */
export function parseChecksumAlgorithm(text: string): ChecksumAlgorithm | undefined {
  return checksumAlgorithms.find((algorithm) => algorithm === text.toLowerCase());
}
