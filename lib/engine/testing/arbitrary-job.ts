import fc from 'fast-check';
import * as v from 'valibot';
import { captureNotes, type JobState, resumePoints, type UploadJob, waitReasons } from '../../core/job.ts';
import { MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from '../../core/part-plan.ts';
import {
  conversionTargets,
  GREATEST_LONGEST_SIDE,
  LEAST_LONGEST_SIDE,
  notDrawnReasons,
  type Treatment,
} from '../../core/picture-options.ts';
import { mainProfileId } from '../../core/profile.ts';
import type { Removal } from '../../core/removal.ts';
import { accessModes, storeLocations } from '../../core/store-options.ts';
import { captureTroubles, errorCodes, type PlainError, sourceTroubles } from '../../core/upload-error.ts';
import { intelligentModes } from '../../core/upload-options.ts';
import { jobIdSchema } from '../../protocol/job-record.ts';
import { parse } from '../../protocol/parse.ts';
import { profileIdSchema } from '../../protocol/profile.ts';

/** Any text that a file can be called or a server can say, lone surrogates and NUL among it. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\0', '__proto__', '…🦊'));
const count = fc.maxSafeNat();
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
/** A moment or a length of time in ms; −0 is left out, since JSON has none. */
const ms = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value));
/** Tags called `constructor`, `prototype` or `__proto__` are left out by the schema. */
const tagName = fc.stringMatching(/^tag-[a-z]{1,9}$/);
const shortText = (maxLength: number) => fc.string({ minLength: 1, maxLength });

/** As what is stored has it: with the prototype of any object. */
const plain = { noNullPrototype: true } as const;

const file = fc.record(
  {
    handle: text,
    url: text,
    container: text,
    key: text,
    status: text,
    uploadTags: fc.dictionary(tagName, text, { noNullPrototype: true }),
    workflows: fc.array(text),
  },
  { requiredKeys: ['handle', 'url'], ...plain },
);

const error: fc.Arbitrary<PlainError> = fc.record(
  {
    code: fc.constantFrom(...errorCodes),
    message: text,
    details: fc.record(
      {
        step: text,
        status: count,
        serverText: text,
        origin: text,
        retryAfterMs: ms,
        mayBeStored: fc.boolean(),
        source: fc.constantFrom(...sourceTroubles),
        capture: fc.constantFrom(...captureTroubles),
        found: text,
      },
      { requiredKeys: [], ...plain },
    ),
  },
  plain,
);

const resumeAt = fc.constantFrom(...resumePoints);

const removal: fc.Arbitrary<Removal> = fc.oneof(
  fc.record({ stage: fc.constant('scheduled'), untilMs: ms }, plain),
  fc.constant({ stage: 'under-way' as const }),
  fc.record({ stage: fc.constant('failed'), error }, plain),
  fc.record({ stage: fc.constant('done'), atMs: ms }, plain),
);

/** One arbitrary for each state: leaving one out does not compile. */
const states: { readonly [N in JobState['name']]: fc.Arbitrary<Extract<JobState, { readonly name: N }>> } = {
  staging: fc.constant({ name: 'staging' }),
  queued: fc.constant({ name: 'queued' }),
  starting: fc.constant({ name: 'starting' }),
  uploading: fc.constant({ name: 'uploading' }),
  completing: fc.constant({ name: 'completing' }),
  verifying: fc.record({ name: fc.constant('verifying'), file }, plain),
  waiting: fc.record(
    {
      name: fc.constant('waiting'),
      reason: fc.constantFrom(...waitReasons),
      untilMs: ms,
      resumeAt,
      error,
      known: fc.record({ name: text, url: text, createdAtMs: ms }, plain),
    },
    { requiredKeys: ['name', 'reason', 'resumeAt'], ...plain },
  ),
  paused: fc.record({ name: fc.constant('paused'), resumeAt }, plain),
  cancelling: fc.constant({ name: 'cancelling' as const }),
  succeeded: fc.record(
    { name: fc.constant('succeeded'), file, elapsedMs: ms, removal },
    { requiredKeys: ['name', 'file', 'elapsedMs'], ...plain },
  ),
  failed: fc.record({ name: fc.constant('failed'), error, canRetry: fc.boolean(), atMs: ms }, plain),
  cancelled: fc.constant({ name: 'cancelled' }),
};

const store = fc.record(
  {
    location: fc.constantFrom(...storeLocations),
    path: shortText(1024),
    container: shortText(255),
    region: shortText(64),
    access: fc.constantFrom(...accessModes),
    workflows: fc.array(shortText(64), { minLength: 1, maxLength: 20 }),
    altText: shortText(125),
    tags: fc.dictionary(tagName, shortText(256), { maxKeys: 10, noNullPrototype: true }),
  },
  { requiredKeys: ['location'], ...plain },
);

const options = fc.record(
  {
    partSize: fc.integer({ min: MIN_PART_SIZE_BYTES, max: MAX_PART_SIZE_BYTES }),
    maxConcurrentUploads: fc.integer({ min: 1, max: 20 }),
    retryOptions: fc.record(
      {
        retries: fc.integer({ min: 0, max: 20 }),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
        minTimeout: fc.integer({ min: 1, max: 600_000 }),
        maxTimeout: fc.integer({ min: 1, max: 600_000 }),
      },
      plain,
    ),
    timeout: fc.integer({ min: 1_000, max: 3_600_000 }),
    intelligent: fc.constantFrom(...intelligentModes),
    disableIntegrityCheck: fc.boolean(),
  },
  plain,
);

const treatment: fc.Arbitrary<Treatment> = fc.oneof(
  fc.record({ kind: fc.constant('converted' as const), from: text, to: text }, plain),
  fc.record({ kind: fc.constant('scaled' as const), width: positive, height: positive }, plain),
  fc.constant({ kind: 'metadata-removed' as const }),
  fc.record({ kind: fc.constant('not-drawn' as const), why: fc.constantFrom(...notDrawnReasons) }, plain),
);

/** Any job that the types allow, in any state, with any of its optional fields. */
export const arbitraryJob: fc.Arbitrary<UploadJob> = fc.record(
  {
    id: fc.uuid().map((id) => parse(jobIdSchema, id, 'an id')),
    name: text,
    sizeBytes: count,
    mimetype: text,
    createdAtMs: ms,
    destination: fc
      .constantFrom(mainProfileId, v.parse(profileIdSchema, '4f6d'))
      .map((profile) => ({ kind: 'filestack' as const, profile })),
    store,
    options,
    source: fc.constantFrom('staged' as const, 'live' as const),
    state: fc.oneof(...Object.values(states)),
    retries: count,
    restarts: count,
    failures: count,
    completeAsks: count,
    rung: count,
    plan: fc.record({ fileSizeBytes: positive, partSizeBytes: positive, partCount: positive }, plain),
    session: fc.record(
      {
        uri: text,
        uploadId: text,
        region: text,
        locationUrl: text,
        locationRegion: text,
        isIntelligent: fc.boolean(),
      },
      { requiredKeys: ['uri', 'uploadId', 'region', 'locationUrl'], ...plain },
    ),
    webSource: fc.record(
      { kind: fc.constantFrom('picture' as const, 'file' as const), url: fc.webUrl(), pageUrl: text },
      plain,
    ),
    pageUrl: text,
    note: fc.constantFrom(...captureNotes),
    destinationKey: text,
    guard: fc.record(
      { undoUntilMs: ms, offersKnown: fc.boolean(), confirmOverBytes: count },
      { requiredKeys: [], ...plain },
    ),
    naming: fc.record(
      { template: shortText(512), counter: positive, page: fc.record({ host: text, title: text }, plain) },
      { requiredKeys: ['template'], ...plain },
    ),
    pictures: fc.record(
      {
        convertTo: fc.constantFrom(...conversionTargets),
        quality: fc.integer({ min: 1, max: 100 }),
        longestSide: fc.option(fc.integer({ min: LEAST_LONGEST_SIDE, max: GREATEST_LONGEST_SIDE })),
        removesMetadata: fc.boolean(),
      },
      plain,
    ),
    treatments: fc.array(treatment),
    place: fc.record({ path: text, name: text, isShortened: fc.boolean() }, plain),
    notBeforeMs: ms,
    troubleSinceMs: ms,
    interruptions: count,
    completeAskedAtMs: ms,
  },
  {
    requiredKeys: [
      'id',
      'name',
      'sizeBytes',
      'mimetype',
      'createdAtMs',
      'destination',
      'store',
      'options',
      'source',
      'state',
      'retries',
      'restarts',
      'failures',
      'completeAsks',
      'rung',
    ],
    ...plain,
  },
);
