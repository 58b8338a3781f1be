import type { FilestackAccount } from './filestack-destination.ts';

/** Names an account at its API without giving away its key: the same for the same, hex. */
export async function accountName({
  apiUrl,
  apiKey,
}: Pick<FilestackAccount, 'apiUrl' | 'apiKey'>): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([apiUrl, apiKey]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
