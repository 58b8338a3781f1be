import * as v from 'valibot';
import type { Settings } from '../protocol/settings.ts';
import {
  boundTo,
  IV_BYTES,
  keyIterations,
  type ProfileSecrets,
  SALT_BYTES,
  type SealedSecrets,
  type SettingsFile,
  secretsOf,
  secretsSchema,
} from '../protocol/settings-file.ts';

/** In characters: a file that gets into other hands can be tried as often as they like. */
export const LEAST_PASSPHRASE_CHARS = 12;

const utf8 = new TextEncoder();

/** The same passphrase from another keyboard may be spelt with other code points. */
const bytesOf = (passphrase: string) => utf8.encode(passphrase.normalize('NFC'));

async function keyFor(passphrase: string, salt: BufferSource, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytesOf(passphrase), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

const algorithm = (iv: BufferSource, profiles: Parameters<typeof boundTo>[0]) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(boundTo(profiles)),
});

/** Makes the keys of all profiles unreadable without the passphrase, and of use only at the hosts they are for. */
export async function sealSecrets(settings: Settings, passphrase: string): Promise<SealedSecrets> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyFor(passphrase, salt, keyIterations.least);
  const text = utf8.encode(JSON.stringify(secretsOf(settings)));
  const data = await crypto.subtle.encrypt(algorithm(iv, settings.profiles), key, text);
  return {
    kdf: 'PBKDF2-SHA256',
    iterations: keyIterations.least,
    salt: toBase64(salt),
    cipher: 'AES-256-GCM',
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
  };
}

/**
 * Opens the secrets of a file.
 * @returns undefined when the passphrase is another, or when the file was changed after it was written
 */
export async function openSecrets(
  { profiles }: SettingsFile,
  { iterations, salt, iv, data }: SealedSecrets,
  passphrase: string,
): Promise<ProfileSecrets | undefined> {
  const key = await keyFor(passphrase, fromBase64(salt), iterations);
  const opened = await crypto.subtle
    .decrypt(algorithm(fromBase64(iv), profiles), key, fromBase64(data))
    .catch(() => undefined);
  if (opened === undefined) return undefined;
  const result = v.safeParse(secretsSchema, parseJson(new TextDecoder().decode(opened)));
  return result.success ? result.output : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
