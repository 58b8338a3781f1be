import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApiStub, type StubAnswer, startApiStub } from '../../../tests/contracts/api-stub.ts';
import { refusedUrl } from '../../../tests/contracts/put-server.ts';
import type { UploadSession } from '../../core/job.ts';
import { createFilestackDestination, type FilestackAccount } from './filestack-destination.ts';

let stub: ApiStub;
beforeAll(async () => {
  stub = await startApiStub();
});
afterAll(() => stub.close());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const file = { name: 'a.bin', sizeBytes: 11, mimetype: 'text/plain' };
const store = { location: 's3', path: 'folder/' } as const;
const part = { partNumber: 1, sizeBytes: 11, md5: 'XUFAKrxLKna5cZ2REBfFkg==' };
const stored = { ...part, etag: '5d41402abc4b2a76b9719d911017c592' };
const security = { policy: 'cG9saWN5', signature: 'abc' };

const session = (): UploadSession => ({ uri: '/b/k', uploadId: 'i', region: 'r', locationUrl: stub.url });
const started = () => ({ uri: '/b/k', upload_id: 'i', region: 'r', location_url: stub.url });
const signed = { url: 'https://bucket.s3.example/k?X-Amz-Signature=1', headers: {} };
const completed = { handle: 'h', url: 'https://cdn.example/h', size: 11 };

const destination = (account: Partial<FilestackAccount> = {}) =>
  createFilestackDestination({ apiUrl: stub.url, apiKey: 'key', ...account });
const live = () => new AbortController().signal;
const start = () => destination().start(file, store, live());
const signPart = () => destination().signPart(session(), store, part, live());
const complete = () => destination().complete(session(), file, store, [stored], live());

/** Each call with an answer that it is content with, and the step that its errors name. */
const calls = [
  { step: 'start', call: start, good: started },
  { step: 'upload', call: signPart, good: () => signed },
  { step: 'complete', call: complete, good: () => completed },
] as const;

/** The error of a call that is answered so. */
async function errorOf(call: () => Promise<unknown>, answer: StubAnswer): Promise<unknown> {
  stub.answer(answer);
  return await call().then(
    (value) => expect.fail(`it was content with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
}

const code = (name: string, details: object = {}) => ({ name: 'UploadError', code: name, details });

describe('what is asked', () => {
  const credentials = { apikey: 'key', ...security };
  const common = { ...credentials, uri: '/b/k', upload_id: 'i', region: 'r', store };

  test('each call sends what PROTOCOL.md says, and the security only where there is one', async () => {
    const account = destination({ security });
    stub.answer({ body: started() });
    await account.start(file, store, live());
    stub.answer({ body: started() });
    await start();
    expect(stub.received.map(({ json }) => json)).toEqual([
      { apikey: 'key', filename: 'a.bin', mimetype: 'text/plain', size: 11, store },
    ]);
    stub.answer({ body: signed });
    await account.signPart(session(), store, part, live());
    expect(stub.received).toMatchObject([
      { path: '/multipart/upload', json: { ...common, part: 1, size: 11, md5: part.md5 } },
    ]);
    stub.answer({ body: completed });
    await account.complete(session(), file, store, [stored], live());
    const json = {
      ...common,
      filename: 'a.bin',
      mimetype: 'text/plain',
      size: 11,
      parts: [{ part_number: 1, etag: `"${stored.etag}"` }],
    };
    expect(stub.received).toMatchObject([{ path: '/multipart/complete', json }]);
  });

  test('a file is started, sent in chunks and completed as PROTOCOL.md says of intelligent ingestion', async () => {
    const account = destination({ security });
    stub.answer({ body: { ...started(), upload_type: 'intelligent_ingestion' } });
    const intelligent = await account.start({ ...file, wantsChunks: true }, store, live());
    expect(intelligent.isIntelligent).toBe(true);
    expect(stub.received.at(-1)?.json).toMatchObject({ fii: true, size: 11 });
    stub.answer({ body: signed });
    await account.signChunk?.(session(), store, { ...part, partNumber: 2, offsetBytes: 0 }, live());
    const chunk = { ...common, fii: true, part: 2, offset: 0, size: 11, md5: part.md5 };
    expect(stub.received.map(({ path, json }) => [path, json])).toEqual([['/multipart/upload', chunk]]);
    stub.answer({ body: {} });
    await account.commitPart?.(session(), file, store, 2, live());
    const commit = { ...common, part: 2, size: 11 };
    expect(stub.received.map(({ path, json }) => [path, json])).toEqual([['/multipart/commit', commit]]);
    const whole = { ...common, fii: true, filename: 'a.bin', mimetype: 'text/plain', size: 11 };
    stub.answer({ body: completed });
    await account.complete(session(), file, store, [{ ...part }], live());
    expect(stub.received.at(-1)?.json).toEqual(whole);
    stub.answer({ body: completed });
    await account.complete(session(), file, store, [stored, { ...part, partNumber: 2 }], live());
    const listed = [{ part_number: 1, etag: `"${stored.etag}"` }];
    expect(stub.received.at(-1)?.json).toEqual({ ...whole, parts: listed });
  });

  test.each([undefined, null, 'regular', 7, {}])('upload_type %j offers no chunks', async (upload_type) => {
    stub.answer({ body: { ...started(), upload_type } });
    const session = await destination().start({ ...file, wantsChunks: true }, store, live());
    expect(session).not.toHaveProperty('isIntelligent');
  });

  test.each([
    ['no body', ''],
    ['an empty object', '{}'],
    ['null', 'null'],
  ])('a commit is content with %s', async (_name, body) => {
    stub.answer({ body });
    await destination().commitPart?.(session(), file, store, 1, live());
    expect(stub.received.map(({ path }) => path)).toEqual(['/multipart/commit']);
  });

  test('a page with status 200 is no commit', async () => {
    const commit = async () => destination().commitPart?.(session(), file, store, 1, live());
    expect(await errorOf(commit, { body: '<html>sign in</html>' })).toMatchObject(
      code('server', { step: 'commit', status: 200 }),
    );
  });

  test('a call carries no cookies, no referrer and nothing of who asks beside its body', async () => {
    stub.answer({ body: started() });
    await start();
    const [call] = stub.received;
    for (const name of ['cookie', 'referer', 'authorization', 'filestack-upload-region']) {
      expect(call?.headers).not.toHaveProperty(name);
    }
    expect(call?.headers['content-type']).toBe('application/json');
  });

  test('the region of the answer to start goes with each later call', async () => {
    stub.answer({ body: { ...started(), location_region: 'eu-west-1' } });
    const regional = await start();
    stub.answer({ body: signed });
    await destination().signPart(regional, store, part, live());
    expect(stub.received[0]?.headers['filestack-upload-region']).toBe('eu-west-1');
  });
});

describe.each(calls)('$step', ({ step, call, good }) => {
  test('A24: fields that nobody knows are tolerated', async () => {
    stub.answer({ body: { ...good(), upload_type: 'regular', nested: { deep: [1] }, __v: null } });
    await call();
  });

  test('A11: a byte order mark is tolerated', async () => {
    stub.answer({ body: `\ufeff${JSON.stringify(good())}` });
    await call();
  });

  test.each([
    ['nothing', null],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"handle"'],
    ['an empty object', '{}'],
    ['400,000 lists in each other', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
  ])('A10 A11: an answer that is %s is not the protocol', async (_title, body) => {
    expect(await errorOf(call, { body })).toMatchObject(code('protocol'));
  });

  test('A11: truncated JSON is the server’s fault, which may pass', async () => {
    const whole = JSON.stringify(good());
    for (let length = 1; length < whole.length; length += 7) {
      const error = await errorOf(call, { body: whole.slice(0, length) });
      expect(error).toMatchObject(code('server', { step, status: 200 }));
    }
  });

  test('A11: bytes that are no UTF-8 are no JSON, or replaced within a text', async () => {
    const error = await errorOf(call, { body: Uint8Array.of(0xff, 0xfe, 0x00) });
    expect(error).toMatchObject(code('server'));
  });

  test('N11: a sign-in page is the server’s fault, and never shown', async () => {
    const error = await errorOf(call, {
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><h1>Sign in to the network</h1>',
    });
    expect(error).toMatchObject(code('server', { step }));
    expect(JSON.stringify(error) + String(error)).not.toContain('Sign in');
  });

  test('A11: an answer of more than 1 MiB is not read to its end', async () => {
    const error = await errorOf(call, { body: JSON.stringify({ ...good(), more: 'x'.repeat(1024 ** 2) }) });
    expect(error).toMatchObject(code('protocol'));
  });

  test.each([301, 302, 307, 308])('A22 N11: a redirect by %i is not followed', async (status) => {
    const elsewhere = await startApiStub();
    elsewhere.answer({ body: good() });
    const error = await errorOf(call, {
      status,
      headers: { location: `${elsewhere.url}/multipart/${step}` },
    });
    expect(error).toMatchObject(code('network', { step, origin: stub.url }));
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  test.each([
    [400, 'rejected'],
    [401, 'auth'],
    [402, 'rejected'],
    [403, 'auth'],
    [404, step === 'start' ? 'rejected' : 'upload-gone'],
    [408, 'timeout'],
    [413, 'rejected'],
    [425, 'throttled'],
    [429, 'throttled'],
    [500, 'server'],
    [502, 'server'],
    [503, 'throttled'],
    [504, 'server'],
    [511, 'server'],
  ])('A1 A3 A8: %i is an error of the code %s, with the words of the server', async (status, name) => {
    const error = await errorOf(call, { status, body: { error: 'so\nit <b>is</b>' } });
    const details = { step, status, origin: stub.url, serverText: 'so it <b>is</b>' };
    expect(error).toMatchObject(code(name, details));
  });

  test.each([
    // The whole connection fails where a browser hears it; elsewhere it is an answer.
    [407, 'network'],
    [502, 'server'],
    [511, 'server'],
  ])('N12: the page of a proxy that says %i is never shown, and it is asked again', async (status, name) => {
    const error = await errorOf(call, { status, body: '<html><h1>The proxy says no</h1></html>' });
    expect(error).toMatchObject(code(name));
    expect(JSON.stringify(error) + String(error)).not.toContain('proxy says');
  });

  test('A9: the words of the server are plain, and cut to 200 characters', async () => {
    const error = await errorOf(call, { status: 402, body: 'over quota '.repeat(100) });
    expect(error).toMatchObject(
      code('rejected', { serverText: expect.stringMatching(/^over quota.{1,189}…$/) }),
    );
  });

  test.each([
    ['7', 7_000],
    ['86400', 86_400_000],
  ])('A2: Retry-After: %s is told', async (header, retryAfterMs) => {
    const error = await errorOf(call, { status: 429, headers: { 'retry-after': header } });
    expect(error).toMatchObject(code('throttled', { retryAfterMs }));
  });

  test.each(['-1', 'abc', '1e99', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'A2: Retry-After: %s is as if there were none',
    async (header) => {
      const error = await errorOf(call, { status: 429, headers: { 'retry-after': header } });
      expect(error).not.toHaveProperty('details.retryAfterMs');
    },
  );

  test('N2: a connection that ends within the answer is an error of the network', async () => {
    const error = await errorOf(call, { body: JSON.stringify(good()).slice(0, 9), ending: 'cut' });
    expect(error).toMatchObject(code('network', { step, origin: stub.url }));
  });

  test.each(['never', 'endless'] as const)(
    'N5 N8: an answer that comes %s is given up after 30 s',
    async (ending) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      stub.answer({ ending });
      const asked = stub.nextCall();
      const outcome = expect(call()).rejects.toMatchObject(code('timeout', { step, origin: stub.url }));
      await asked;
      vi.advanceTimersByTime(30_000);
      await outcome;
    },
  );

  test('a call that is over leaves its limit of 30 s behind no more than its answer', async () => {
    const [set, clear] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
    stub.answer({ body: good() });
    await call();
    const limit = set.mock.results[set.mock.calls.findIndex(([, ms]) => ms === 30_000)];
    expect(clear).toHaveBeenCalledWith(limit?.value);
  });

  test('an error names neither the key nor the policy', async () => {
    const account = destination({
      apiKey: 'SECRET-KEY',
      security: { policy: 'SECRET', signature: 'SECRET' },
    });
    const error = await errorOf(() => account.start(file, store, live()), { status: 403, body: {} });
    expect(JSON.stringify(error) + String(error)).not.toContain('SECRET');
  });
});

describe('start', () => {
  test.each(['uri', 'region', 'upload_id', 'location_url'])(
    'A10: an answer without %s, or with another type there, is not the protocol',
    async (field) => {
      for (const value of [undefined, null, 7, '', {}, ['x'], 'x'.repeat(20_000)]) {
        const error = await errorOf(start, { body: { ...started(), [field]: value } });
        expect(error).toMatchObject(code('protocol'));
        expect(String(error)).toContain(field);
      }
    },
  );

  test('A10: the region of the answer may be absent, null or a text', async () => {
    for (const location_region of [undefined, null]) {
      stub.answer({ body: { ...started(), location_region } });
      expect(await start()).not.toHaveProperty('locationRegion');
    }
    expect(await errorOf(start, { body: { ...started(), location_region: 7 } })).toMatchObject(
      code('protocol'),
    );
  });

  test.each([
    'http://evil.example',
    'https://evil.example',
    '//evil.example',
    'evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:pass@upload.filestackapi.com',
    'http://169.254.169.254/latest',
    'http://[::1]:1/',
    'http://127.0.0.1:1/',
    'https://upload.filestackapi.com.evil.example',
    ' ',
  ])('A12: an upload that is sent on to %s is refused, and the key goes nowhere', async (location_url) => {
    const error = await errorOf(start, { body: { ...started(), location_url } });
    expect(error).toMatchObject(code('protocol', { step: 'start' }));
    expect(stub.received).toHaveLength(1);
  });

  test('N1: an API that is not there is an error of the network', async () => {
    const apiUrl = new URL(await refusedUrl()).origin;
    const asking = destination({ apiUrl }).start(file, store, live());
    await expect(asking).rejects.toMatchObject(code('network', { step: 'start', origin: apiUrl }));
  });
});

describe('signPart', () => {
  test.each([
    'javascript:alert(1)',
    'http://store.example/k',
    'http://169.254.169.254/k',
    'https://user:pass@store.example/k',
    'ftp://store.example/k',
    '/relative',
    'not an address',
  ])('A13: a part is not sent to %s', async (url) => {
    expect(await errorOf(signPart, { body: { url, headers: {} } })).toMatchObject(code('protocol'));
  });

  test('A13: headers that a store does not need are not sent', async () => {
    const body = `{"url":"https://s3.example/k","headers":{"Content-MD5":"m","X-Amz-Date":"d","Authorization":"AWS4",
      "Cookie":"c","Host":"evil","__proto__":"p","constructor":"c","Transfer-Encoding":"chunked","Referer":"r"}}`;
    stub.answer({ body });
    const { headers } = await signPart();
    expect(Object.entries(headers)).toEqual([
      ['Content-MD5', 'm'],
      ['X-Amz-Date', 'd'],
      ['Authorization', 'AWS4'],
    ]);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });

  test('A10: headers may be absent or null, and hold nothing but texts', async () => {
    for (const headers of [undefined, null]) {
      stub.answer({ body: { url: signed.url, headers } });
      expect(await signPart()).toEqual(signed);
    }
    for (const headers of ['x', [1], { a: 1 }, { a: null }, { a: {} }]) {
      expect(await errorOf(signPart, { body: { url: signed.url, headers } })).toMatchObject(code('protocol'));
    }
  });
});

describe('complete', () => {
  test.each([
    ['an empty object', {}],
    ['nothing', null],
    ['words', 'Accepted'],
    ['half of something', '{"status":'],
  ])('A17 A18: 202 with %s means: still assembling', async (_title, body) => {
    stub.answer({ status: 202, body });
    expect(await complete()).toBe('pending');
  });

  test('A24: a size as text is the size; what is absent or null stays away', async () => {
    stub.answer({ body: { ...completed, size: '11', container: 'b', key: 'k', status: 'Stored' } });
    const full = { handle: 'h', url: 'https://cdn.example/h', container: 'b', key: 'k', status: 'Stored' };
    expect(await complete()).toEqual(full);
    stub.answer({
      body: { handle: 'h', url: full.url, size: null, container: null, key: null, status: null },
    });
    expect(await complete()).toEqual({ handle: 'h', url: full.url });
  });

  test.each([10, 12, 0, '12', -1])('A21: a stored size of %s instead of 11 is not trusted', async (size) => {
    expect(await errorOf(complete, { body: { ...completed, size } })).toMatchObject(
      code('integrity', { step: 'complete' }),
    );
  });

  test.each(['handle', 'url'])('A20: an answer without %s is not the protocol', async (field) => {
    for (const value of [undefined, null, '', 7]) {
      const error = await errorOf(complete, { body: { ...completed, [field]: value } });
      expect(error).toMatchObject(code('protocol'));
    }
  });

  test('a file that Filestack could not store is refused', async () => {
    expect(await errorOf(complete, { body: { ...completed, status: 'Failed' } })).toMatchObject(
      code('rejected', { step: 'complete' }),
    );
  });
});

describe('removing a file', () => {
  const remove = (answer: StubAnswer) => {
    stub.answer(answer);
    return destination({ security }).remove?.({ handle: 'h' }, live());
  };

  test('asks with key, policy and signature, and is content when the file is gone already', async () => {
    const path = `/api/file/h?key=key&policy=${security.policy}&signature=${security.signature}`;
    for (const answer of [{ body: { success: true } }, { status: 404, body: { error: 'No such file' } }]) {
      await remove(answer);
      expect(stub.received.map((call) => call.path)).toEqual([path]);
    }
  });

  test('is refused with the words of the provider where the policy does not allow it', async () => {
    const refused = remove({ status: 403, body: { error: 'the policy does not allow remove' } });
    const details = { step: 'remove', status: 403, serverText: 'the policy does not allow remove' };
    await expect(refused).rejects.toMatchObject(code('auth', details));
  });

  test('is not offered where there is no policy: Filestack deletes nothing without one', () => {
    expect(destination().remove).toBeUndefined();
  });
});
