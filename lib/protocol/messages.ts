import * as v from 'valibot';
import { captureNotes, jobStateNames, waitReasons } from '../core/job.ts';
import { profileColors } from '../core/profile.ts';
import { removalStages } from '../core/removal.ts';
import { storeLocations } from '../core/store-options.ts';
import { linkOf } from '../core/stored-link.ts';
import { historyQuerySchema, listPlaceSchema } from './history-search.ts';
import {
  jobIdSchema,
  knownFileSchema,
  placeSchema,
  plainErrorSchema,
  relativeFolderSchema,
  storedFileSchema,
  treatmentSchema,
} from './job-record.ts';
import { linkSettingsSchema } from './link-settings.ts';
import { isWebLink } from './origins.ts';
import { MAX_PICTURES, pickedPictureSchema } from './page-pictures.ts';
import { policyWarnings } from './policy-warnings.ts';
import { profileIdSchema } from './profile.ts';
import { bandwidthLimitSchema } from './settings.ts';
import { MAX_THUMBNAILS, thumbnailSchema } from './thumbnail.ts';

/** Name of the port on which a page receives snapshots. */
export const snapshotPortName = 'snapshots';

/** Name of the broadcast channel on which a background that has just started says so. */
export const backgroundStartedChannel = 'background-started';

/** More than browsers and servers take. */
const MAX_ADDRESS_CHARS = 32_768;

/** A person's command about a job. */
export const jobCommands = [
  'pause-requested',
  'resume-requested',
  'cancel-requested',
  'retry-requested',
  'removal-requested',
  'removal-undo-requested',
] as const;
export type JobCommand = (typeof jobCommands)[number];

/** Where it goes; absent for what the settings say of its page, or the default. */
const wantedProfile = v.exactOptional(profileIdSchema);
/** The folder in its store, empty for none; absent for that of the profile. */
const wantedPath = v.exactOptional(v.union([v.literal(''), relativeFolderSchema]));

/**
 * What a page of ours may ask of the background. A file travels by structured clone and reference: through the
 * service worker's own `message` event in Chromium, through `runtime.sendMessage` in Firefox.
 */
export const requestSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('add-file'),
    file: v.instance(File),
    folder: v.exactOptional(relativeFolderSchema),
    profile: wantedProfile,
    path: wantedPath,
  }),
  /** A file that a person names by its address. */
  v.strictObject({
    type: v.literal('add-address'),
    url: v.pipe(v.string(), v.maxLength(MAX_ADDRESS_CHARS), v.check(isWebLink)),
    profile: wantedProfile,
    path: wantedPath,
  }),
  v.strictObject({ type: v.literal('list-jobs') }),
  v.strictObject({ type: v.literal('command-job'), jobId: jobIdSchema, command: v.picklist(jobCommands) }),
  /** A page that still holds the file of a job gives it again. */
  v.strictObject({ type: v.literal('attach-file'), jobId: jobIdSchema, file: v.instance(File) }),
  /** Pictures of pages that a person has picked, to be uploaded one job each. */
  v.strictObject({
    type: v.literal('add-pictures'),
    pictures: v.pipe(v.array(pickedPictureSchema), v.minLength(1), v.maxLength(MAX_PICTURES)),
    profile: wantedProfile,
  }),
  v.strictObject({ type: v.literal('remove-job'), jobId: jobIdSchema }),
  /** To be tried again once the browser lets us reach a host that the person is being asked for. */
  v.strictObject({
    type: v.literal('retry-when-allowed'),
    jobId: jobIdSchema,
    origin: v.pipe(v.string(), v.url()),
  }),
  /** Small pictures of uploads. */
  v.strictObject({
    type: v.literal('thumbnails'),
    jobIds: v.pipe(v.array(jobIdSchema), v.minLength(1), v.maxLength(MAX_THUMBNAILS)),
  }),
  /** A page more of the uploads that are over. */
  v.strictObject({ type: v.literal('show-older') }),
  /** A page of the uploads that are over and looked for: the first, or the one that goes on after an upload. */
  v.strictObject({
    type: v.literal('search-history'),
    query: historyQuerySchema,
    after: v.exactOptional(listPlaceSchema),
  }),
  /** All uploads that are over are forgotten. */
  v.strictObject({ type: v.literal('clear-history') }),
  /** What an upload that is over was made of is uploaded once more, by its address. */
  v.strictObject({ type: v.literal('upload-again'), jobId: jobIdSchema }),
  /** The same, from its file. */
  v.strictObject({ type: v.literal('upload-file-again'), jobId: jobIdSchema, file: v.instance(File) }),
  v.strictObject({ type: v.literal('set-bandwidth-limit'), bytesPerSecond: bandwidthLimitSchema }),
  /** The person knows that the browser has cleared the list. */
  v.strictObject({ type: v.literal('history-loss-seen') }),
]);
export type Request = v.InferOutput<typeof requestSchema>;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A job as a page sees it: no secret, no part list. */
const jobViewSchema = v.strictObject({
  id: jobIdSchema,
  name: v.string(),
  folder: v.exactOptional(relativeFolderSchema),
  sizeBytes: count,
  mimetype: v.string(),
  createdAtMs: v.number(),
  profile: profileIdSchema,
  state: v.picklist(jobStateNames),
  partCount: count,
  storedParts: count,
  storedBytes: count,
  /** Stored or on the wire. It never falls but for a restart, and is the whole size only in the end. */
  sentBytes: count,
  bytesPerSecond: v.exactOptional(count),
  secondsLeft: v.exactOptional(count),
  retries: count,
  /** The try it is at, after failures since bytes were last stored. */
  retry: v.exactOptional(
    v.strictObject({
      tries: v.exactOptional(v.strictObject({ number: count, total: count })),
      untilMs: v.exactOptional(v.number()),
      error: v.exactOptional(plainErrorSchema),
    }),
  ),
  restarts: count,
  /** Its bytes are read from a file that a page must keep open. */
  isLive: v.boolean(),
  note: v.exactOptional(v.picklist(captureNotes)),
  /** Which of how many pictures is being taken, while a page is put together of them. */
  capturing: v.exactOptional(v.strictObject({ current: count, total: count })),
  /** Where it is stored, if that is not under its own name in the path of the options. */
  place: v.exactOptional(placeSchema),
  treatments: v.exactOptional(v.array(treatmentSchema)),
  /** The page that it was captured from. */
  pageUrl: v.exactOptional(v.pipe(v.string(), v.check(isWebLink))),
  /** Of what may be asked for again. */
  webOrigin: v.exactOptional(v.string()),
  waiting: v.exactOptional(
    v.strictObject({
      reason: v.picklist(waitReasons),
      untilMs: v.exactOptional(v.number()),
      known: v.exactOptional(knownFileSchema),
    }),
  ),
  elapsedMs: v.exactOptional(v.number()),
  /** When it was stored or has failed. */
  endedAtMs: v.exactOptional(v.number()),
  file: v.exactOptional(storedFileSchema),
  /** How far the deletion of the stored file is, if one was asked for. */
  removal: v.exactOptional(
    v.strictObject({ stage: v.picklist(removalStages), untilMs: v.exactOptional(v.number()) }),
  ),
  /** The stored file can be deleted, as far as is known. */
  canRemove: v.exactOptional(v.boolean()),
  /** The only address of the stored file that is given to a person. */
  link: v.exactOptional(
    v.pipe(
      v.string(),
      v.check((url) => linkOf({ url }) === url),
    ),
  ),
  error: v.exactOptional(plainErrorSchema),
  canRetry: v.boolean(),
  /** It was cancelled, but complete had been asked before: perhaps it was carried out. */
  mayBeStored: v.exactOptional(v.boolean()),
});
export type JobView = v.InferOutput<typeof jobViewSchema>;

/** A profile as pages see it that have no business with its keys. */
const profileViewSchema = v.strictObject({
  id: profileIdSchema,
  /** Empty where the person has given none. */
  name: v.string(),
  color: v.picklist(profileColors),
  hasApiKey: v.boolean(),
  target: v.strictObject({
    apiHost: v.string(),
    location: v.picklist(storeLocations),
    container: v.exactOptional(v.string()),
    path: v.exactOptional(v.string()),
  }),
});
export type ProfileView = v.InferOutput<typeof profileViewSchema>;

const linksCopySchema = v.strictObject({
  atMs: v.number(),
  /** How many. */
  links: count,
  isOnClipboard: v.boolean(),
});
/** What became of links that were to be on the clipboard by themselves. */
export type LinksCopy = v.InferOutput<typeof linksCopySchema>;

/** Everything a page shows. `revision` grows with every change; an older one than shown is ignored. */
export const snapshotSchema = v.strictObject({
  revision: count,
  /** Records of the journal that could not be read. */
  quarantined: count,
  /** The journal can't be opened just now: no job is known. It is tried again. */
  isUnavailable: v.boolean(),
  /** The journal is a newer version's and is not touched. */
  isReadOnly: v.boolean(),
  /** The browser has cleared the list of uploads, and the person has not said that they know. */
  isHistoryCleared: v.boolean(),
  /** All that are not over, and the newest of those that are. */
  jobs: v.array(jobViewSchema),
  /** There are older ones, which can be asked for. */
  hasOlder: v.boolean(),
  bandwidthLimit: bandwidthLimitSchema,
  links: linkSettingsSchema,
  /** Links are copied by themselves by the background, not by pages; with what it copied last. */
  backgroundCopies: v.exactOptional(v.strictObject({ last: v.exactOptional(linksCopySchema) })),
  /** More bytes or files at once are handed over when the person has confirmed it. */
  confirmOver: v.strictObject({ bytes: count, files: count }),
  /** Where uploads may go, the default first. */
  profiles: v.tupleWithRest([profileViewSchema], profileViewSchema),
});
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

/** Uploads that an answer to a search has at most. */
export const HISTORY_PAGE = 50;

/** Why a request was not carried out; each has a text for people. */
export const refusals = [
  'no-api-key',
  'no-profile',
  'empty-file',
  'file-too-large',
  'path-too-long',
  'not-allowed',
  'bad-request',
  'other-file',
  'unavailable',
  'changed-file',
  'unreadable-file',
  'missing-file',
  'failed',
] as const;
export type Refusal = (typeof refusals)[number];

export const replySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('done') }),
  v.strictObject({
    kind: v.literal('added'),
    jobId: jobIdSchema,
    /** What the policy seems not to allow; the upload is begun all the same. */
    warnings: v.array(v.picklist(policyWarnings)),
  }),
  /** The very same file is on its way already, by this job. */
  v.strictObject({ kind: v.literal('already'), jobId: jobIdSchema }),
  /** One job for each picture, in their order; null for one that could not be begun. */
  v.strictObject({ kind: v.literal('pictures-added'), jobIds: v.array(v.nullable(jobIdSchema)) }),
  v.strictObject({ kind: v.literal('snapshot'), snapshot: snapshotSchema }),
  v.strictObject({
    kind: v.literal('history'),
    jobs: v.pipe(v.array(jobViewSchema), v.maxLength(HISTORY_PAGE)),
    hasMore: v.boolean(),
  }),
  /** In the order of their jobs; null where there is none. */
  v.strictObject({ kind: v.literal('thumbnails'), thumbnails: v.array(v.nullable(thumbnailSchema)) }),
  v.strictObject({ kind: v.literal('refused'), refusal: v.picklist(refusals) }),
]);
export type Reply = v.InferOutput<typeof replySchema>;
