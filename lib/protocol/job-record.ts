import * as v from 'valibot';
import {
  captureNotes,
  type JobId,
  resumePoints,
  type StoredPart,
  type UploadJob,
  waitReasons,
} from '../core/job.ts';
import { notDrawnReasons } from '../core/picture-options.ts';
import { mainProfileId } from '../core/profile.ts';
import { isRelativeFolder } from '../core/relative-folder.ts';
import { MAX_PATH_CHARS } from '../core/store-options.ts';
import { captureTroubles, errorCodes, sourceTroubles } from '../core/upload-error.ts';
import { pictureOptionsSchema } from './picture-options.ts';
import { profileIdSchema } from './profile.ts';
import { storeOptionsSchema } from './store-options.ts';
import { uploadOptionsSchema } from './upload-options.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const jobIdSchema = v.pipe(
  v.string(),
  v.uuid(),
  v.transform((id) => id as JobId),
);

export const relativeFolderSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_PATH_CHARS),
  v.guard(isRelativeFolder),
);

export const plainErrorSchema = v.strictObject({
  code: v.picklist(errorCodes),
  message: v.string(),
  details: v.strictObject({
    step: v.exactOptional(v.string()),
    status: v.exactOptional(count),
    serverText: v.exactOptional(v.string()),
    origin: v.exactOptional(v.string()),
    retryAfterMs: v.exactOptional(v.number()),
    mayBeStored: v.exactOptional(v.boolean()),
    source: v.exactOptional(v.picklist(sourceTroubles)),
    capture: v.exactOptional(v.picklist(captureTroubles)),
    limitBytes: v.exactOptional(count),
    found: v.exactOptional(v.string()),
  }),
});

export const storedFileSchema = v.strictObject({
  handle: v.string(),
  url: v.string(),
  container: v.exactOptional(v.string()),
  key: v.exactOptional(v.string()),
  status: v.exactOptional(v.string()),
  uploadTags: v.exactOptional(v.record(v.string(), v.string())),
  workflows: v.exactOptional(v.unknown()),
});

export const knownFileSchema = v.strictObject({ name: v.string(), url: v.string(), createdAtMs: v.number() });
/** Where a file is stored. */
export const placeSchema = v.strictObject({ path: v.string(), name: v.string(), isShortened: v.boolean() });

const namingSchema = v.strictObject({
  template: v.string(),
  counter: v.exactOptional(positive),
  page: v.exactOptional(v.strictObject({ host: v.string(), title: v.string() })),
});

/** What was done to a picture, or could not be done. */
export const treatmentSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('converted'), from: v.string(), to: v.string() }),
  v.strictObject({ kind: v.literal('scaled'), width: positive, height: positive }),
  v.strictObject({ kind: v.literal('metadata-removed') }),
  v.strictObject({ kind: v.literal('not-drawn'), why: v.picklist(notDrawnReasons) }),
]);

const stateSchema = v.variant('name', [
  v.strictObject({ name: v.literal('staging') }),
  v.strictObject({ name: v.literal('queued') }),
  v.strictObject({ name: v.literal('starting') }),
  v.strictObject({ name: v.literal('uploading') }),
  v.strictObject({ name: v.literal('completing') }),
  v.strictObject({ name: v.literal('verifying'), file: storedFileSchema }),
  v.strictObject({
    name: v.literal('waiting'),
    reason: v.picklist(waitReasons),
    untilMs: v.exactOptional(v.number()),
    resumeAt: v.picklist(resumePoints),
    error: v.exactOptional(plainErrorSchema),
    known: v.exactOptional(knownFileSchema),
  }),
  v.strictObject({ name: v.literal('paused'), resumeAt: v.picklist(resumePoints) }),
  v.strictObject({ name: v.literal('cancelling') }),
  v.strictObject({
    name: v.literal('succeeded'),
    file: storedFileSchema,
    elapsedMs: v.number(),
    removal: v.exactOptional(
      v.variant('stage', [
        v.strictObject({ stage: v.literal('scheduled'), untilMs: v.number() }),
        v.strictObject({ stage: v.literal('under-way') }),
        v.strictObject({ stage: v.literal('failed'), error: plainErrorSchema }),
        v.strictObject({ stage: v.literal('done'), atMs: v.number() }),
      ]),
    ),
  }),
  v.strictObject({
    name: v.literal('failed'),
    error: plainErrorSchema,
    canRetry: v.boolean(),
    atMs: v.number(),
  }),
  v.strictObject({ name: v.literal('cancelled') }),
]);

/** A job as the journal keeps it. */
export const uploadJobSchema: v.GenericSchema<unknown, UploadJob> = v.strictObject({
  id: jobIdSchema,
  name: v.string(),
  folder: v.exactOptional(relativeFolderSchema),
  sizeBytes: count,
  mimetype: v.string(),
  createdAtMs: v.number(),
  destination: v.strictObject({
    kind: v.literal('filestack'),
    // Jobs of versions without profiles are of the first.
    profile: v.optional(profileIdSchema, mainProfileId),
  }),
  store: storeOptionsSchema,
  options: uploadOptionsSchema,
  guard: v.exactOptional(
    v.strictObject({
      undoUntilMs: v.exactOptional(v.number()),
      offersKnown: v.exactOptional(v.boolean()),
      confirmOverBytes: v.exactOptional(count),
    }),
  ),
  source: v.picklist(['staged', 'live']),
  webSource: v.exactOptional(
    v.strictObject({
      kind: v.picklist(['picture', 'file']),
      url: v.pipe(v.string(), v.url()),
      pageUrl: v.string(),
    }),
  ),
  pageUrl: v.exactOptional(v.string()),
  note: v.exactOptional(v.picklist(captureNotes)),
  naming: v.exactOptional(namingSchema),
  place: v.exactOptional(placeSchema),
  pictures: v.exactOptional(pictureOptionsSchema),
  treatments: v.exactOptional(v.array(treatmentSchema)),
  plan: v.exactOptional(
    v.strictObject({ fileSizeBytes: positive, partSizeBytes: positive, partCount: positive }),
  ),
  session: v.exactOptional(
    v.strictObject({
      uri: v.string(),
      uploadId: v.string(),
      region: v.string(),
      locationUrl: v.string(),
      locationRegion: v.exactOptional(v.string()),
      isIntelligent: v.exactOptional(v.boolean()),
    }),
  ),
  destinationKey: v.exactOptional(v.string()),
  state: stateSchema,
  retries: count,
  restarts: count,
  failures: count,
  notBeforeMs: v.exactOptional(v.number()),
  completeAsks: count,
  rung: count,
  troubleSinceMs: v.exactOptional(v.number()),
  interruptions: v.exactOptional(count),
  completeAskedAtMs: v.exactOptional(v.number()),
});

/** A stored part as the journal keeps it. */
export const storedPartSchema: v.GenericSchema<unknown, StoredPart> = v.strictObject({
  partNumber: positive,
  sizeBytes: positive,
  md5: v.exactOptional(v.string()),
  etag: v.exactOptional(v.string()),
});
