import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  beginUpload,
  completeUpload,
  createSender,
  openTestStore,
  presign,
  type TestStore,
} from './testing/open-test-store.ts';

const mib = 1024 * 1024;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'durable-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** A store in a child process; `kill` gives it no chance to tidy up. */
async function spawnStore(): Promise<{ url: string; send: TestStore['send']; kill(): Promise<void> }> {
  const script = fileURLToPath(new URL('./testing/store-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url]: unknown[] = await once(createInterface(child.stdout), 'line');
  return {
    url: String(url),
    send: createSender(String(url)),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const blobs = () => readdir(join(dataDir, 'blobs'));

describe('after SIGKILL', () => {
  it('everything acknowledged is there, an upload goes on, and nothing half done is', async () => {
    const first = await spawnStore();
    await first.send('PUT', 'object', { body: 'kept', headers: { 'x-amz-meta-a': '1' } });
    const uploadId = await beginUpload(first.send, 'whole');
    const five = Buffer.alloc(5 * mib, 5);
    const one = (
      await first.send('PUT', `whole?partNumber=1&uploadId=${uploadId}`, { body: five })
    ).headers.get('etag');
    const cut = request(await presign(first.url, 'never'), {
      method: 'PUT',
      headers: { 'content-length': 900_000 },
    });
    cut.on('error', () => undefined);
    cut.write(Buffer.alloc(100_000));
    await expect.poll(blobs).toHaveLength(3);
    await first.kill();

    const second = await spawnStore();
    const object = await second.send('GET', 'object');
    expect([await object.text(), object.headers.get('x-amz-meta-a')]).toEqual(['kept', '1']);
    expect((await second.send('GET', 'never')).status).toBe(404);
    const two = (
      await second.send('PUT', `whole?partNumber=2&uploadId=${uploadId}`, { body: 'tail' })
    ).headers.get('etag');
    expect((await completeUpload(second.send, 'whole', uploadId, [one, two])).status).toBe(200);
    await second.kill();

    const third = await openTestStore({ dataDir });
    const whole = Buffer.from(await (await third.send('GET', 'whole')).arrayBuffer());
    expect(whole.equals(Buffer.concat([five, Buffer.from('tail')]))).toBe(true);
    expect((await third.send('GET', `whole?uploadId=${uploadId}`)).status).toBe(404);
    expect(await blobs()).toHaveLength(3);
    await third.close();
  });
});

describe('a restart', () => {
  it('removes blobs that nothing refers to and records that were half written', async () => {
    await (await openTestStore({ dataDir })).close();
    await writeFile(join(dataDir, 'blobs', 'f'.repeat(32)), 'cut off');
    await writeFile(join(dataDir, 'buckets', 'uploads', 'objects', 'x.json.123.tmp'), '{"key":');
    const store = await openTestStore({ dataDir });
    expect(await blobs()).toEqual([]);
    expect((await store.send('GET', '?list-type=2')).status).toBe(200);
    await store.close();
  });

  it('finds an upload done whose object was written when the crash came', async () => {
    const store = await openTestStore({ dataDir });
    const uploadId = await beginUpload(store.send, 'k');
    const etag = (
      await store.send('PUT', `k?partNumber=1&uploadId=${uploadId}`, { body: 'body' })
    ).headers.get('etag');
    const upload = join(dataDir, 'buckets', 'uploads', 'uploads', uploadId);
    const names = ['upload.json', 'parts/1.json'];
    const before = await Promise.all(names.map((name) => readFile(join(upload, name))));
    await completeUpload(store.send, 'k', uploadId, [etag]);
    await store.close();
    // As if the upload's folder hadn't been moved away yet.
    await mkdir(join(upload, 'parts'), { recursive: true });
    for (const [index, name] of names.entries()) await writeFile(join(upload, name), before[index] ?? '');

    const next = await openTestStore({ dataDir });
    expect((await next.send('DELETE', `k?uploadId=${uploadId}`)).status).toBe(404);
    expect(await (await next.send('GET', 'k')).text()).toBe('body');
    await next.close();
  });

  it('forgets parts whose bytes went with an object that was completed from them and replaced', async () => {
    const store = await openTestStore({ dataDir });
    const uploadId = await beginUpload(store.send, 'k');
    const etag = (
      await store.send('PUT', `k?partNumber=1&uploadId=${uploadId}`, { body: 'body' })
    ).headers.get('etag');
    const upload = join(dataDir, 'buckets', 'uploads', 'uploads', uploadId);
    await cp(upload, join(dataDir, 'as it was'), { recursive: true });
    await completeUpload(store.send, 'k', uploadId, [etag]);
    await store.send('PUT', 'k', { body: 'later' });
    await store.close();
    await rename(join(dataDir, 'as it was'), upload); // as if the crash came before it was moved away

    const next = await openTestStore({ dataDir });
    expect((await completeUpload(next.send, 'k', uploadId, [etag])).status).toBe(400);
    expect(await (await next.send('GET', 'k')).text()).toBe('later');
    await next.close();
  });

  it('says which record is damaged and doesn’t start without it', async () => {
    const store = await openTestStore({ dataDir });
    await store.send('PUT', 'k', { body: 'x' });
    await store.close();
    const objects = join(dataDir, 'buckets', 'uploads', 'objects');
    const [name = ''] = await readdir(objects);
    await writeFile(join(objects, name), '{"key": 1');
    await expect(openTestStore({ dataDir })).rejects.toThrow(name);
  });
});

describe('the folder', () => {
  it('holds a part’s bytes once: completing neither copies nor rewrites them', async () => {
    const store = await openTestStore({ dataDir });
    const uploadId = await beginUpload(store.send, 'k');
    const path = `k?partNumber=1&uploadId=${uploadId}`;
    const etag = (await store.send('PUT', path, { body: 'body' })).headers.get('etag');
    const [blob = ''] = await blobs();
    const before = await stat(join(dataDir, 'blobs', blob));
    await completeUpload(store.send, 'k', uploadId, [etag]);
    expect(await blobs()).toEqual([blob]);
    const after = await stat(join(dataDir, 'blobs', blob));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    await store.close();
  });

  it('gives back the room of what is replaced, deleted, aborted or left out', async () => {
    const store = await openTestStore({ dataDir });
    await store.send('PUT', 'a', { body: '1' });
    await store.send('PUT', 'a', { body: '2' });
    expect(await blobs()).toHaveLength(1);
    await store.send('PUT', 'copy', { headers: { 'x-amz-copy-source': '/uploads/a' } });
    await store.send('DELETE', 'a');
    expect(await (await store.send('GET', 'copy')).text()).toBe('2');
    await store.send('DELETE', 'copy');
    expect(await blobs()).toEqual([]);
    const uploadId = await beginUpload(store.send, 'k');
    await store.send('PUT', `k?partNumber=1&uploadId=${uploadId}`, { body: '1' });
    await store.send('PUT', `k?partNumber=1&uploadId=${uploadId}`, { body: '2' });
    expect(await blobs()).toHaveLength(1);
    await store.send('DELETE', `k?uploadId=${uploadId}`);
    expect(await blobs()).toEqual([]);
    await store.close();
  });

  it('keeps a replaced object’s bytes until its last reader is done', async () => {
    const store = await openTestStore({ dataDir });
    const old = Buffer.alloc(24 * mib, 1); // more than the sockets' buffers take
    await store.send('PUT', 'a', { body: old });
    const reading = await store.send('GET', 'a');
    await store.send('PUT', 'a', { body: 'new' });
    expect(await blobs()).toHaveLength(2);
    expect(old.equals(Buffer.from(await reading.arrayBuffer()))).toBe(true);
    await expect.poll(blobs).toHaveLength(1);
    const given = await store.send('GET', 'a');
    await given.body?.cancel();
    await store.send('HEAD', 'a');
    await store.send('DELETE', 'a');
    await expect.poll(blobs).toEqual([]);
    await store.close();
  });
});
