import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { useScene } from './scene.ts';
import { startTlsFront, TLS_HANDSHAKE } from './tls-front.ts';

const scene = useScene({ args: ['--host-resolver-rules=MAP nowhere.example ~NOTFOUND'] });
const once = { retries: 1, factor: 1, minTimeout: 50, maxTimeout: 50 };

test('N9: a host that is not found is named, with the address to check, and waited for', async () => {
  await scene.bench.configure({ apiUrl: 'https://nowhere.example', upload: { retryOptions: once } });
  const file = await scene.choose('n9.bin', 100);
  await file.row.waitsFor('offline');
  await file.row.says(
    /Host nowhere\.example not found or not reachable.*Check the API address in the options/,
  );
  expect(await file.row.hasButton('Cancel')).toBe(true);
  await scene.bench.configure();
  await file.row.press('Try now');
  await file.isStored();
});

test('N9: a host of the store that is not found is named, and not taken for the API’s', async () => {
  await scene.bench.configure({ upload: { retryOptions: once } });
  scene.proxy.inject({
    match: { step: 'upload' },
    do: { kind: 'edit', edit: (json) => ({ ...json, url: 'https://nowhere.example/k?X-Amz-Signature=1' }) },
  });
  const file = await scene.choose('n9 store.bin', 100);
  await file.row.waitsFor('offline');
  await file.row.says(/Host nowhere\.example not found or not reachable.*Check your connection/);
  scene.proxy.reset();
  await file.row.press('Try now');
  await file.isStored();
});

test('N10: a certificate that is not trusted is told of as what it could be, and nothing is ever sent without TLS', async () => {
  const front = await startTlsFront(() => scene.proxy);
  await scene.bench.configure({ apiUrl: front.url, upload: { retryOptions: once } });
  const file = await scene.choose('n10.bin', 100);
  await file.row.waitsFor('offline');
  await file.row.says(/its certificate is not one that the browser trusts/);
  expect(front.firstBytes.length).toBeGreaterThanOrEqual(2);
  expect(new Set(front.firstBytes)).toEqual(new Set([TLS_HANDSHAKE]));
  expect(scene.proxy.history.exchanges).toEqual([]);
  await front.close();
  await scene.bench.configure();
  await file.row.press('Try now');
  await file.isStored();
});

test('N10: of a host without TLS nobody says that it could be the certificate', async () => {
  await scene.bench.configure({ upload: { retryOptions: once } });
  await scene.proxy.refuseConnections();
  const file = await scene.choose('n10 plain.bin', 100);
  await file.row.waitsFor('offline');
  expect(await file.row.says(/not found or not reachable/)).not.toContain('certificate');
});

test('N19: a name that has an address where nobody listens beside one that answers is no fault', async () => {
  // `localhost` is ::1 as well as 127.0.0.1, and the proxy listens at the latter only.
  const viaName = (text: unknown) => String(text).replace('127.0.0.1', 'localhost');
  scene.proxy.inject(
    {
      match: { step: 'start' },
      do: { kind: 'edit', edit: (json) => ({ ...json, location_url: viaName(json['location_url']) }) },
    },
    {
      match: { step: 'upload' },
      do: { kind: 'edit', edit: (json) => ({ ...json, url: viaName(json['url']) }) },
    },
  );
  await scene.bench.configure({ apiUrl: viaName(scene.proxy.apiUrl) });
  const file = await scene.choose('n19.bin', 11 * MIB);
  const job = await file.isStored();
  expect(job.retries).toBe(0);
  const puts = file.calls('put');
  expect(puts).toHaveLength(3);
  expect(new Set(puts.map(({ headers }) => headers.host?.split(':')[0]))).toEqual(new Set(['localhost']));
});
