import { expect, test } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { deriveHandle, isHandle, randomId } from './random-id.ts';
import { deriveTicketKey } from './settings.ts';
import { openTicket, sealTicket, type Ticket } from './ticket.ts';

const key = deriveTicketKey('secret');
const ticket: Ticket = {
  id: 'id',
  bucket: 'uploads',
  key: 'ü/"a".b',
  s3UploadId: '2~x',
  apiKey: 'digest',
  filename: 'ü.b',
  mimetype: 'a/b',
  sizeBytes: 5,
  path: '',
  startedMs: 1,
};

test('a ticket opens as it was sealed, with the key that sealed it', () => {
  expect(openTicket(sealTicket(ticket, key), key)).toEqual(ticket);
  expect(() => openTicket(sealTicket(ticket, key), deriveTicketKey('other'))).toThrow(GatewayError);
});

test('a changed ticket is unknown', () => {
  const sealed = sealTicket(ticket, key);
  const forged = `${Buffer.from(JSON.stringify({ ...ticket, sizeBytes: 6 })).toString('base64url')}.${sealed.split('.')[1]}`;
  for (const text of [forged, sealed.slice(0, -1), `${sealed}.`, `a${sealed}`, '', '.', 'x.y.z']) {
    expect(() => openTicket(text, key)).toThrow('Unknown upload_id');
  }
});

test('a handle follows from the upload and the key alone', () => {
  const handle = deriveHandle(key, 'id');
  expect(isHandle(handle)).toBe(true);
  expect(deriveHandle(deriveTicketKey('secret'), 'id')).toBe(handle);
  expect(deriveHandle(key, 'other')).not.toBe(handle);
  expect(deriveHandle(deriveTicketKey('other'), 'id')).not.toBe(handle);
  expect(new Set(Array.from({ length: 1000 }, randomId)).size).toBe(1000);
});
