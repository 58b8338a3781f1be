import { crcPolynomials } from './checksum-algorithm.ts';

export type CrcAlgorithm = keyof typeof crcPolynomials;

/**
 * CRC of two byte strings in a row from their CRCs, without reading them again: `first` is shifted by the length of the
 * second (a multiplication by x^(8·length) modulo the polynomial) and the second is added. As zlib's crc32_combine.
 */
export function createCrcCombiner(
  algorithm: CrcAlgorithm,
): (first: bigint, second: bigint, secondSizeBytes: number) => bigint {
  const polynomial = crcPolynomials[algorithm];
  const top = algorithm === 'crc64nvme' ? 1n << 63n : 1n << 31n;
  const shifts = new Map<number, bigint>(); // parts share one size, so the powers are worth keeping

  function shiftBy(sizeBytes: number): bigint {
    const known = shifts.get(sizeBytes);
    if (known !== undefined) return known;
    let shift = top; // x^0: the highest bit is the lowest power
    let power = top >> 8n; // x^8, one byte
    for (let rest = BigInt(sizeBytes); rest > 0n; rest >>= 1n) {
      if (rest & 1n) shift = multiply(shift, power, polynomial, top);
      power = multiply(power, power, polynomial, top);
    }
    shifts.set(sizeBytes, shift);
    return shift;
  }

  return (first, second, secondSizeBytes) =>
    multiply(first, shiftBy(secondSizeBytes), polynomial, top) ^ second;
}

function multiply(one: bigint, other: bigint, polynomial: bigint, top: bigint): bigint {
  let product = 0n;
  let shifted = other;
  for (let bit = top; bit > 0n; bit >>= 1n) {
    if (one & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
