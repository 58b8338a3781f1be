import { timingSafeEqual } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { openPolicy, signPolicy } from './gateway/policy.ts';
import { deriveTicketKey } from './gateway/settings.ts';
import { openTicket } from './gateway/ticket.ts';
import { isSameSignature } from './store/signature/signing-key.ts';

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});

beforeEach(() => {
  vi.mocked(timingSafeEqual).mockClear();
});

// How long a comparison takes can't be told from noise here; that it is the one made for secrets can.
test.each<[string, () => unknown]>([
  [
    "a policy's signature",
    () => openPolicy({ ...signPolicy({}, 'secret'), signature: '0'.repeat(64) }, 'secret'),
  ],
  ["a policy's signature of another length", () => openPolicy({ policy: 'e30=', signature: 'x' }, 'secret')],
  ["a ticket's signature", () => openTicket('e30.AAAA', deriveTicketKey('key'))],
  ['a signature of S3', () => isSameSignature('0'.repeat(64), '1'.repeat(64))],
])('%s that is wrong is refused by a comparison in constant time', (_name, compare) => {
  try {
    expect(compare()).not.toBe(true);
  } catch (error) {
    expect(String(error)).toMatch(/Unknown upload_id/);
  }
  expect(timingSafeEqual).toHaveBeenCalledOnce();
});
