import { expect, test } from 'vitest';
import type { PutAnswer, Transport } from '../engine/ports.ts';
import type { Hearing, OffscreenLine } from './offscreen-line.ts';
import { createOffscreenTransport } from './offscreen-transport.ts';

const put = { url: 'https://s3.example/key?X-Amz-Signature=secret', headers: { 'Content-MD5': 'x' } };
const answer: PutAnswer = { status: 200, etag: 'e', body: '' };
const nobody: Transport = { put: () => Promise.reject(new Error('not asked')) };

/** A line whose desk says what the test has it say. */
function fakeLine() {
  const said: string[] = [];
  const hears = new Map<number, (hearing: Hearing) => void>();
  let id = 0;
  const line: OffscreenLine = {
    ask({ type }, hear) {
      id += 1;
      const mine = id;
      said.push(`${type} ${mine}`);
      hears.set(mine, hear);
      return {
        cancel: () => void said.push(`cancel ${mine}`),
        hangUp: () => void hears.delete(mine),
      };
    },
  };
  const transport = createOffscreenTransport(async () => line, nobody);
  const abort = new AbortController();
  const sent: number[] = [];
  const send = () =>
    transport.put(put, new Blob(['x']), 1000, abort.signal, (bytes) => void sent.push(bytes));
  const tell = (id: number, hearing: Hearing) => hears.get(id)?.(hearing);
  return { said, hears, abort, sent, send, tell };
}

test('progress and answer of each PUT reach the one who asked for it, in any order', async () => {
  const { send, tell, sent, hears } = fakeLine();
  const puts = [send(), send()];
  await Promise.resolve();
  tell(2, { type: 'sent', id: 2, bytes: 7 });
  tell(2, { type: 'answered', id: 2, answer: { ...answer, etag: 'second' } });
  tell(1, { type: 'answered', id: 1, answer });
  expect(await Promise.all(puts)).toEqual([answer, { ...answer, etag: 'second' }]);
  expect(sent).toEqual([7]);
  expect(hears.size).toBe(0);
});

test('an error of the desk comes back as it was', async () => {
  const { send, tell } = fakeLine();
  const sending = send();
  await Promise.resolve();
  const error = { code: 'timeout', message: 'too slow', details: { step: 'put' } } as const;
  tell(1, { type: 'failed', id: 1, error });
  await expect(sending).rejects.toMatchObject({ name: 'UploadError', ...error });
});

test('L12: a document that has gone is an error of the network, which is tried again', async () => {
  const { send, tell } = fakeLine();
  const sending = send();
  await Promise.resolve();
  tell(1, { type: 'lost' });
  const details = { step: 'put', origin: 'https://s3.example' };
  await expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'network', details });
});

test('an abort is passed on at once, and nothing more is heard', async () => {
  const { send, abort, said, hears } = fakeLine();
  const sending = send();
  await Promise.resolve();
  abort.abort();
  await expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'cancelled' });
  expect(said).toEqual(['put 1', 'cancel 1']);
  expect(hears.size).toBe(0);
});

test('what was aborted while the document was being made is never asked for', async () => {
  const { send, abort, said } = fakeLine();
  const sending = send();
  abort.abort();
  await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
  expect(said).toEqual([]);
});

test('L12: without a line the fallback is asked', async () => {
  const transport = createOffscreenTransport(async () => undefined, { put: async () => answer });
  expect(await transport.put(put, new Blob(['x']), 1000, new AbortController().signal)).toEqual(answer);
});
