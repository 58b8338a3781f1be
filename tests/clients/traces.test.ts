import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientHarness, openClients, policyOf } from './client-harness.ts';
import type { Order } from './client-page.ts';
import type { ClientName } from './page-server.ts';
import { differences, traceOf } from './trace.ts';

const MIB = 1024 ** 2;

/** Where ours sends something else than filestack-js 4.3.8, and why. */
interface NamedDifference {
  readonly at: RegExp;
  readonly reason: string;
}

interface Case {
  readonly title: string;
  readonly sizeBytes?: number;
  /** In place of random bytes. */
  readonly text?: string;
  readonly name?: string;
  readonly type?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly upload?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly isSecured?: boolean;
  readonly differs?: readonly NamedDifference[];
}

const upload6 = { partSize: 6 * MIB };

const cases: readonly Case[] = [
  { title: 'one byte', sizeBytes: 1 },
  { title: 'one part exactly', sizeBytes: 6 * MIB, upload: upload6 },
  { title: 'one part and a byte', sizeBytes: 6 * MIB + 1, upload: upload6 },
  { title: '13 MiB with security', sizeBytes: 13 * MIB, upload: upload6, isSecured: true },
  {
    title: '13 MiB in parts of the default size',
    sizeBytes: 13 * MIB,
    differs: [
      { at: /\.(size|md5|bytes|etag)$/, reason: 'parts are of 5 MiB, as in 0.5.2: a failed one costs less' },
    ],
  },
  {
    title: 'no integrity check',
    sizeBytes: 6 * MIB + 1,
    upload: { ...upload6, disableIntegrityCheck: true },
  },
  { title: 'a path', options: { path: 'folder/' } },
  { title: 'a key', options: { path: '/folder/name.bin' } },
  { title: 'the region', options: { region: 'us-east-1' } },
  { title: 'the container', options: { container: 'uploads' } },
  { title: 'public access', options: { access: 'public' } },
  { title: 'private access', options: { access: 'private' } },
  { title: 'the location', options: { location: 's3' } },
  {
    title: 'the location in capitals',
    options: { location: 'S3' },
    differs: [{ at: /store\.location$/, reason: 'one spelling, the one of the documentation' }],
  },
  { title: 'a workflow', options: { workflows: ['w1'] } },
  {
    title: 'a workflow as an object',
    options: { workflows: [{ id: 'w1' }] },
    differs: [{ at: /store\.workflows\.0(\.id)?$/, reason: 'both spellings mean the id' }],
  },
  { title: 'alt text', options: { altText: 'a picture' } },
  { title: 'tags', tags: { season: 'winter', year: '2026' } },
  { title: 'no tags at all', tags: {} },
  { title: 'another name and type', options: { filename: 'ren#amed.bin', mimetype: 'text/x-foo' } },
  { title: 'its own name as the key', options: { path: 'p', filename: 'n#.bin', disableStorageKey: true } },
  { title: 'its own name at the root', options: { disableStorageKey: true } },
  { title: 'the sanitiser', name: 'a b#c[1]{2}.t#t' },
  {
    title: 'an own sanitiser',
    name: 'a b#c.bin',
    options: { sanitizer: { exclude: [' '], replacement: '_' } },
  },
  {
    title: 'the sanitiser switched on',
    name: 'a#b.bin',
    options: { sanitizer: true },
    differs: [],
  },
  {
    title: 'no sanitiser',
    name: 'a#b.bin',
    options: { sanitizer: false },
    differs: [
      { at: /store\.sanitizer$/, reason: 'theirs sends it to the server, which has no use for it' },
      { at: /filename$/, reason: 'theirs sanitises all the same: it forgets a false' },
    ],
  },
  { title: 'a type told by the bytes', name: 'a.bin', type: '', text: 'GIF89a' },
  { title: 'a type told by the name', name: 'a.css', type: '', text: 'a { color: red }' },
  { title: 'text', name: 'a', type: '', text: 'hello' },
  { title: 'a type that says little', name: 'a.css', type: 'text/plain', text: 'a { color: red }' },
  {
    title: 'a script',
    name: 'a.js',
    type: '',
    text: 'let a;',
    differs: [{ at: /mimetype$/, reason: 'text/javascript since RFC 9239' }],
  },
  {
    title: 'everything at once, secured',
    sizeBytes: 13 * MIB,
    name: 'a b#c.bin',
    upload: upload6,
    tags: { t1: 'v1' },
    isSecured: true,
    options: {
      location: 's3',
      path: '/up/',
      container: 'uploads',
      region: 'us-east-1',
      access: 'public',
      workflows: ['w1'],
      altText: 'alt',
      mimetype: 'application/x-foo',
    },
  },
];

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients({ isRecorded: true });
});
afterEach(() => {
  harness.recorder?.reset();
  harness.securedRecorder?.reset();
});
afterAll(() => harness.close());

/** What a client sends for an order. */
async function record(client: ClientName, order: Omit<Order, 'apiKey' | 'apiUrl'>) {
  const recorder = order.security ? harness.securedRecorder : harness.recorder;
  recorder?.history.clear();
  const { isOk, errors } = await harness.drive(client, order);
  expect({ isOk, errors }).toEqual({ isOk: true, errors: [] });
  return traceOf(recorder?.history.exchanges ?? []);
}

function expectOnlyNamed(
  found: ReturnType<typeof differences>,
  named: readonly NamedDifference[] = [],
): void {
  expect(found.filter(({ at }) => !named.some((one) => one.at.test(at)))).toEqual([]);
  for (const { at } of named) expect(found.map((one) => one.at)).toContainEqual(expect.stringMatching(at));
}

describe('ours sends what filestack-js 4 sends:', () => {
  test.each(cases.map((one) => [one.title, one] as const))(
    '%s',
    async (_title, { sizeBytes = 3, text, name = 'n.bin', type = 'a/b', ...rest }) => {
      const file = text === undefined ? harness.addFile(sizeBytes) : harness.addFile(Buffer.from(text));
      const security = rest.isSecured ? policyOf() : undefined;
      const order = {
        action: 'upload' as const,
        files: [{ url: file.url, name, type }],
        options: rest.options ?? {},
        ...(rest.upload && { upload: rest.upload }),
        ...(rest.tags && { tags: rest.tags }),
        ...(security && { security }),
      };
      const theirs = await record('filestack-js-4', order);
      const ours = await record('ours', order);
      expect(theirs.length).toBeGreaterThan(3);
      expectOnlyNamed(differences(theirs, ours), rest.differs);
    },
  );

  test.each<[string, Partial<Order>, boolean?]>([
    ['an address', {}],
    ['an address with security', {}, true],
    ['an address with tags', { tags: { a: 'b' } }],
    ['an address with headers for its source', { headers: { 'x-a': 'b' } }],
    [
      'an address with every option',
      { options: { path: 'p/', filename: 'n.bin', access: 'public', workflows: ['w'] } },
    ],
    [
      'an address, without the alt text and the type that it can’t have',
      { options: { altText: 'a', mimetype: 'a/b' } },
    ],
  ])('%s', async (_title, given, isSecured = false) => {
    const order = { ...given, ...(isSecured && { security: policyOf() }) };
    const { url } = harness.addFile(10);
    const whole = { action: 'storeUrl' as const, sourceUrl: url, options: {}, ...order };
    const theirs = await record('filestack-js-4', whole);
    const ours = await record('ours', whole);
    expect(theirs).toHaveLength(1);
    expectOnlyNamed(differences(theirs, ours));
  });

  test('reading metadata, and removing', async () => {
    const security = policyOf();
    const traces = [];
    for (const client of ['filestack-js-4', 'ours'] as const) {
      const stored = await harness.drive(client, {
        action: 'upload',
        security,
        files: [{ url: harness.addFile(3).url, name: 'n.bin', type: '' }],
      });
      const handle = String(stored.files[0]?.['handle']);
      const asked = [];
      for (const action of ['metadata', 'remove'] as const) {
        const [request] = await record(client, { action, security, handle });
        const { pathname, searchParams } = new URL(request?.path ?? '', 'http://api');
        const path = pathname.replace(handle, 'HANDLE');
        asked.push({ ...request, path, query: Object.fromEntries([...searchParams].sort()) });
      }
      traces.push(asked);
    }
    expect(traces[1]).toEqual(traces[0]);
  });

  test('a start that is refused once, asked again', async () => {
    const order = {
      action: 'upload' as const,
      files: [{ url: harness.addFile(3).url, name: 'n.bin', type: 'a/b' }],
      options: {},
    };
    const traces = [];
    for (const client of ['filestack-js-4', 'ours'] as const) {
      const fault = { match: { step: 'start', attempt: 1 }, do: { kind: 'status', status: 500 } } as const;
      harness.recorder?.reset();
      harness.recorder?.inject(fault);
      traces.push(await record(client, order));
      expect(traces.at(-1)).toHaveLength(5);
    }
    const [theirs = [], ours = []] = traces;
    expectOnlyNamed(differences(theirs, ours));
  });
});
