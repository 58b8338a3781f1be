import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../faults/fault.ts';
import { type ClientHarness, openClients, policyOf } from './client-harness.ts';
import type { Order } from './client-page.ts';
import type { ClientName } from './page-server.ts';
import { differences, stepsOf, traceOf } from './trace.ts';

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
  readonly faults?: readonly Fault[];
  readonly atOnce?: number;
  readonly differs?: readonly NamedDifference[];
}

const upload6 = { partSize: 6 * MIB };
const notChunked: NamedDifference = {
  at: /^complete#1\.body\.fii$/,
  reason: 'ours says so of files that came in chunks only',
};
/** One PUT of a part is answered with 500. */
const refuseOnce = (part: number): Fault => ({
  match: { step: 'put', part },
  times: 1,
  do: { kind: 'status', status: 500 },
});
const notOffered: Fault = {
  match: { step: 'start' },
  do: { kind: 'edit', edit: ({ upload_type: _offer, ...answer }) => answer },
};

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
  { title: 'one part at a time', sizeBytes: 13 * MIB, upload: upload6, atOnce: 1 },
  {
    title: 'one part at a time, one of them refused once',
    sizeBytes: 13 * MIB,
    upload: upload6,
    atOnce: 1,
    faults: [refuseOnce(2)],
    differs: [{ at: /^upload 2#2/, reason: 'a retry has an address of its own: the first may have expired' }],
  },
  { title: 'intelligent ingestion', sizeBytes: 17 * MIB, upload: { intelligent: true } },
  { title: 'intelligent ingestion of one part', upload: { intelligent: true } },
  {
    title: 'intelligent ingestion, one part at a time',
    sizeBytes: 17 * MIB,
    upload: { intelligent: true },
    atOnce: 1,
  },
  {
    title: 'intelligent ingestion with everything at once, secured',
    sizeBytes: 9 * MIB,
    upload: { intelligent: true },
    tags: { t1: 'v1' },
    isSecured: true,
    options: { path: '/up/', workflows: ['w1'], altText: 'alt' },
  },
  {
    title: 'intelligent ingestion that the server does not offer',
    sizeBytes: 17 * MIB,
    upload: { partSize: 8 * MIB, intelligent: true },
    faults: [notOffered],
    atOnce: 1,
  },
  {
    title: 'a fallback that the server does not offer',
    sizeBytes: 17 * MIB,
    upload: { partSize: 8 * MIB, intelligent: 'fallback' },
    faults: [notOffered],
    atOnce: 1,
  },
  {
    title: 'a fallback without trouble',
    sizeBytes: 17 * MIB,
    upload: { partSize: 8 * MIB, intelligent: 'fallback' },
    atOnce: 1,
    differs: [notChunked],
  },
  {
    title: 'a fallback with another part size, which is not obeyed',
    sizeBytes: 13 * MIB,
    upload: { ...upload6, intelligent: 'fallback' },
    differs: [notChunked],
  },
  {
    title: 'a fallback, where one of several parts is refused once',
    sizeBytes: 17 * MIB,
    upload: { partSize: 8 * MIB, intelligent: 'fallback' },
    faults: [refuseOnce(2)],
    atOnce: 1,
    differs: [
      { at: /^(upload|put) 2#[23]/, reason: 'theirs sends the part whole again, ours in halves' },
      {
        at: /^(upload 3#1|commit 3#1)/,
        reason: 'theirs sends all later parts so, ours only the one that broke',
      },
      { at: /^complete#1\.body\.parts/, reason: 'so ours lists the later parts' },
    ],
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
  { title: 'tags for the store', options: { tags: { season: 'winter' } } },
  { title: 'base64 that is to be decoded', options: { base64decode: true } },
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

/** What a client sends for an order, and its steps as they came. */
async function record(
  client: ClientName,
  order: Omit<Order, 'apiKey' | 'apiUrl'>,
  faults: readonly Fault[] = [],
) {
  const recorder = order.security ? harness.securedRecorder : harness.recorder;
  recorder?.reset();
  recorder?.inject(...faults);
  const { isOk, errors } = await harness.drive(client, order);
  expect({ isOk, errors }).toEqual({ isOk: true, errors: [] });
  const exchanges = recorder?.history.exchanges ?? [];
  return { trace: traceOf(exchanges), steps: stepsOf(exchanges) };
}

/**
 * States that one step came after the other as with theirs. Ours signs the next parts while one is on the wire, and sends
 * first what is signed first: so with more than one, parts are numbered by their turn, and signatures left out.
 */
function expectSameOrder(theirs: readonly string[], ours: readonly string[]): void {
  const isOnePart = !theirs.includes('upload 2');
  expect(isOnePart ? ours : turnsOf(ours)).toEqual(isOnePart ? theirs : turnsOf(theirs));
}

/** Steps with parts numbered in the order in which they went onto the wire, without signatures. */
function turnsOf(steps: readonly string[]): readonly string[] {
  const turns: string[] = [];
  return steps
    .filter((step) => !step.startsWith('upload '))
    .map((step) => {
      const [name, part] = step.split(' ');
      if (part === undefined) return step;
      if (!turns.includes(part)) turns.push(part);
      return `${name} ${turns.indexOf(part) + 1}`;
    });
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
    async (_title, { sizeBytes = 3, text, name = 'n.bin', type = 'a/b', faults, ...rest }) => {
      const file = text === undefined ? harness.addFile(sizeBytes) : harness.addFile(Buffer.from(text));
      const security = rest.isSecured ? policyOf() : undefined;
      const order = {
        action: 'upload' as const,
        files: [{ url: file.url, name, type }],
        options: rest.options ?? {},
        ...(rest.upload && { upload: rest.upload }),
        ...(rest.tags && { tags: rest.tags }),
        ...(rest.atOnce && { atOnce: rest.atOnce }),
        ...(security && { security }),
      };
      const theirs = await record('filestack-js-4', order, faults);
      const ours = await record('ours', order, faults);
      expect(theirs.trace.length).toBeGreaterThan(3);
      const found = differences(theirs.trace, ours.trace);
      expectOnlyNamed(found, rest.differs);
      const isOneByOne = rest.atOnce === 1 || !theirs.steps.includes('upload 2');
      // A request that the other has not differs in everything.
      const areSameSteps = !found.some(({ at }) => at.endsWith('.method'));
      if (isOneByOne && areSameSteps) expectSameOrder(theirs.steps, ours.steps);
    },
  );

  interface AddressCase {
    readonly title: string;
    readonly given?: Partial<Order>;
    readonly isSecured?: boolean;
    readonly differs?: readonly NamedDifference[];
  }

  test.each<AddressCase>([
    { title: 'an address' },
    { title: 'an address with security', isSecured: true },
    { title: 'an address with tags', given: { tags: { a: 'b' } } },
    { title: 'an address with headers for its source', given: { headers: { 'x-a': 'b' } } },
    {
      title: 'an address with a place for its file',
      given: { options: { path: 'p/', filename: 'n.bin', access: 'public', workflows: ['w'] } },
    },
    {
      title: 'an address with what only Filestack acts on',
      given: {
        options: {
          filename: 'n#.bin',
          disableStorageKey: true,
          base64decode: false,
          tags: { a: 'b' },
          sanitizer: { exclude: ['#'], replacement: '_' },
        },
      },
    },
    { title: 'an address with the sanitiser on', given: { options: { sanitizer: true } } },
    {
      title: 'an address with everything off',
      given: { options: { sanitizer: false, disableStorageKey: false } },
    },
    {
      title: 'an address with the location in capitals, and a workflow as an object',
      given: { options: { location: 'S3', workflows: [{ id: 'w' }] } },
      differs: [
        { at: /params\.location$/, reason: 'one spelling, the one of the documentation' },
        { at: /params\.workflows\.0(\.id)?$/, reason: 'both spellings mean the id' },
      ],
    },
    {
      title: 'an address, without the alt text and the type that it can’t have',
      given: { options: { altText: 'a', mimetype: 'a/b' } },
    },
  ])('$title', async ({ given, isSecured = false, differs }) => {
    const order = { ...given, ...(isSecured && { security: policyOf() }) };
    const { url } = harness.addFile(10);
    const whole = { action: 'storeUrl' as const, sourceUrl: url, options: {}, ...order };
    const theirs = await record('filestack-js-4', whole);
    const ours = await record('ours', whole);
    expect(theirs.steps).toHaveLength(1);
    expectOnlyNamed(differences(theirs.trace, ours.trace), differs);
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
        const {
          trace: [request],
        } = await record(client, { action, security, handle });
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
    const faults: readonly Fault[] = [
      { match: { step: 'start', attempt: 1 }, do: { kind: 'status', status: 500 } },
    ];
    const theirs = await record('filestack-js-4', order, faults);
    const ours = await record('ours', order, faults);
    expect(theirs.steps).toEqual(['start', 'start', 'upload 1', 'put 1', 'complete']);
    expectOnlyNamed(differences(theirs.trace, ours.trace));
    expectSameOrder(theirs.steps, ours.steps);
  });
});
