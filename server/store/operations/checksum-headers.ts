import { checksumElement } from '../body/checksum-algorithm.ts';
import type { Checksum } from '../body/open-body.ts';

/** A checksum as an answer's header. */
export function checksumHeaders(checksum: Checksum | undefined): Readonly<Record<string, string>> {
  return checksum ? { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value } : {};
}

/** A checksum as an element of an answer's document. */
export function checksumXml(checksum: Checksum | undefined): Readonly<Record<string, string>> {
  return checksum ? { [checksumElement(checksum.algorithm)]: checksum.value } : {};
}
