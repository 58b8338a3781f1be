import { checksumLength, createChecksum } from '../body/checksum-algorithm.ts';
import { createCrcCombiner } from '../body/combine-crc.ts';
import type { ObjectChecksum, StoredPart, UploadRecord } from '../disk/object-record.ts';

/** An object's checksum from those of its parts; no byte of them is read again. */
export async function objectChecksum(
  wanted: UploadRecord['checksum'],
  parts: readonly StoredPart[],
): Promise<ObjectChecksum | undefined> {
  if (!wanted) return undefined;
  const digests = parts.map((part) => Buffer.from(part.checksum?.value ?? '', 'base64'));
  const { algorithm, type } = wanted;
  if (type === 'COMPOSITE') {
    const running = await createChecksum(algorithm);
    running.update(Buffer.concat(digests));
    return { algorithm, type, value: `${running.digest().toString('base64')}-${parts.length}` };
  }
  if (algorithm === 'sha1' || algorithm === 'sha256')
    throw new Error(`no ${algorithm} of a whole from its parts`);
  const combine = createCrcCombiner(algorithm);
  const whole = parts.reduce((sum, part, index) => {
    return combine(sum, BigInt(`0x${digests[index]?.toString('hex')}`), part.sizeBytes);
  }, 0n);
  const hex = whole.toString(16).padStart(checksumLength[algorithm] * 2, '0');
  return { algorithm, type, value: Buffer.from(hex, 'hex').toString('base64') };
}
