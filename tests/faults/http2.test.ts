import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { useScene } from './scene.ts';
import { publicKeyHash } from './self-signed.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';

const scene = useScene({ args: [`--ignore-certificate-errors-spki-list=${publicKeyHash}`] });
let front: TlsFront;
beforeAll(async () => {
  front = await startTlsFront(() => scene.proxy);
});
afterAll(() => front.close());

test.each([
  ['start', /\/multipart\/start/],
  ['a signature', /\/multipart\/upload/],
  ['a part', /partNumber=2/],
  ['complete', /\/multipart\/complete/],
])(
  'N18: a connection that the server gives up just as %s is asked on it costs at most one retry',
  async (title, address) => {
    // One part at a time: of others that come in that moment the front may begin what its GOAWAY then disowns.
    await scene.bench.configure({ apiUrl: front.url, upload: { maxConcurrentUploads: 1 } });
    const away = front.sendAway(address);
    const file = await scene.choose(`n18 ${title}.bin`, 11 * MIB);
    const job = await file.isStored(20_000);
    expect(away.sent).toBe(true);
    expect(front.versions).toContain('2.0');
    expect(file.calls('start')).toHaveLength(1);
    expect(file.calls('put')).toHaveLength(3);
    expect(file.calls('complete')).toHaveLength(1);
    // Chromium asks again by itself what the server has not begun; what it can't know that of, we do.
    expect(job.retries).toBeLessThanOrEqual(1);
  },
);
