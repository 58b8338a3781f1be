import { createHmac, randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 20; // Filestack's handles are 20 of [A-Za-z0-9]: 119 bits

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let n = 0; n < LENGTH; n += 1) {
    text += ALPHABET[Number(rest % 62n)];
    rest /= 62n;
  }
  return text;
}

/** A fresh id, 20 of [A-Za-z0-9]. */
export const randomId = (): string => base62(randomBytes(32));

/** The handle that belongs to an upload's id: every gateway over the bucket derives the same, nobody else can. */
export const deriveHandle = (ticketKey: Buffer, id: string): string =>
  base62(createHmac('sha256', ticketKey).update(`handle ${id}`).digest());

export const isHandle = (text: string): boolean => /^[A-Za-z0-9]{20}$/.test(text);
