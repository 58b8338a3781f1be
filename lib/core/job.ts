import type { PartPlan } from './part-plan.ts';
import type { PictureOptions, Treatment } from './picture-options.ts';
import type { Place } from './place-file.ts';
import { mainProfileId, type ProfileId } from './profile.ts';
import type { RelativeFolder } from './relative-folder.ts';
import type { Removal } from './removal.ts';
import type { FileTags, StoreOptions } from './store-options.ts';
import { withPath } from './store-path.ts';
import type { PlainError } from './upload-error.ts';
import type { UploadOptions } from './upload-options.ts';

declare const brand: unique symbol;
/** Identity of a job, made once and never reused. */
export type JobId = string & { readonly [brand]: 'JobId' };

/** Which profile a job is sent with. A reference: the secrets stay in the settings. */
export interface DestinationRef {
  readonly kind: 'filestack';
  readonly profile: ProfileId;
}

/** The one there is where nobody has made profiles. */
export const mainDestination: DestinationRef = { kind: 'filestack', profile: mainProfileId };

/** What the server said of the started upload; needed by every later call. */
export interface UploadSession {
  readonly uri: string;
  readonly uploadId: string;
  readonly region: string;
  readonly locationUrl: string;
  readonly locationRegion?: string;
  /** The server takes parts in chunks. */
  readonly isIntelligent?: boolean;
}

/** A part that the store has acknowledged. */
export interface StoredPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** Base64; absent when the bytes were sent unchecked. */
  readonly md5?: string;
  /** Without its quotes; absent when the part was made of chunks: it was theirs that were compared. */
  readonly etag?: string;
}

/** The stored file as the provider describes it. */
export interface StoredFile {
  readonly handle: string;
  readonly url: string;
  readonly container?: string;
  readonly key?: string;
  readonly status?: string;
  readonly uploadTags?: FileTags;
  /** What Filestack says of the workflows it has begun; its shape is theirs. */
  readonly workflows?: unknown;
}

/** Every state a job can be in, for what must be parsed. */
export const jobStateNames = [
  'staging',
  'queued',
  'starting',
  'uploading',
  'completing',
  'verifying',
  'waiting',
  'paused',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type JobStateName = (typeof jobStateNames)[number];

/** What a job waits for. */
export const waitReasons = [
  'undo',
  'known',
  'confirm',
  'offline',
  'backoff',
  'credentials',
  'permission',
  'file',
  'disk',
  'provider',
] as const;
export type WaitReason = (typeof waitReasons)[number];

/** Where a waiting or paused job goes on: before its bytes are staged, among the others, or at its end. */
export const resumePoints = ['staging', 'queued', 'completing'] as const;
export type ResumePoint = (typeof resumePoints)[number];

export interface WaitingState {
  readonly name: 'waiting';
  readonly reason: WaitReason;
  /** When it goes on by itself; absent when it goes on by an event only. */
  readonly untilMs?: number;
  readonly resumeAt: ResumePoint;
  /** What it waits because of, for people. */
  readonly error?: PlainError;
  /** What has the same bytes, when it waits for the person to say whether that will do. */
  readonly known?: KnownFile;
}

export type JobState =
  | { readonly name: 'staging' }
  | { readonly name: 'queued' }
  | { readonly name: 'starting' }
  | { readonly name: 'uploading' }
  | { readonly name: 'completing' }
  | { readonly name: 'verifying'; readonly file: StoredFile }
  | WaitingState
  | { readonly name: 'paused'; readonly resumeAt: ResumePoint }
  | { readonly name: 'cancelling' }
  | {
      readonly name: 'succeeded';
      readonly file: StoredFile;
      readonly elapsedMs: number;
      /** Absent as long as nobody wants the file deleted from storage. */
      readonly removal?: Removal;
    }
  | { readonly name: 'failed'; readonly error: PlainError; readonly canRetry: boolean; readonly atMs: number }
  | { readonly name: 'cancelled' };

/**
 * Where something that a page showed can be asked for again: a picture, or a file of any kind. What only its page can give
 * has none.
 */
export interface WebSource {
  readonly kind: 'picture' | 'file';
  readonly url: string;
  /** Address of the frame that showed it. */
  readonly pageUrl: string;
}

/**
 * What a person should know of bytes that are not those of the picture's own file, or not all of what they wanted:
 * `page-cut` is a picture of a page that goes on, `page-inside` one of a page most of which scrolls by itself.
 */
export const captureNotes = ['decoded', 'screen-crop', 'page-cut', 'page-inside'] as const;
export type CaptureNote = (typeof captureNotes)[number];

/** What stands between the bytes of a new upload and its first request. */
export interface JobGuard {
  /** Nothing is sent before this time, so that the person can still undo it. */
  readonly undoUntilMs?: number;
  /** Where the same bytes are stored at the same place already, their link is offered first. */
  readonly offersKnown?: boolean;
  /** What turns out larger is sent when the person says so; absent where they were asked before. */
  readonly confirmOverBytes?: number;
}

/** A file that was stored before. */
export interface KnownFile {
  readonly name: string;
  readonly url: string;
  /** When its upload began. */
  readonly createdAtMs: number;
}

/** Of the page that showed what was captured, for a name. */
export interface PageFacts {
  readonly host: string;
  readonly title: string;
}

/** How a file gets its name in the store. */
export interface Naming {
  readonly template: string;
  /** Its own number, where the template asks for one. */
  readonly counter?: number;
  readonly page?: PageFacts;
}

/** One blob on its way to one destination: the unit of journal, retry and display. Holds no secret. */
export interface UploadJob {
  readonly id: JobId;
  /** What its source calls it. */
  readonly name: string;
  /** Where it lay in the folder that was chosen, if one was; the path of `store` ends in it. */
  readonly folder?: RelativeFolder;
  readonly sizeBytes: number;
  readonly mimetype: string;
  readonly createdAtMs: number;
  readonly destination: DestinationRef;
  /** As they were when the job was made; later changes of the settings don't touch them. */
  readonly store: StoreOptions;
  readonly options: UploadOptions;
  /** Absent when it is sent as soon as its bytes are there. */
  readonly guard?: JobGuard;
  /** As it was when the job was made; absent where names are kept. */
  readonly naming?: Naming;
  /** As they were when the job was made; absent where pictures are stored as they are. */
  readonly pictures?: PictureOptions;
  /** Where it is stored, once the bytes are staged; absent where that is `name`, in the path of `store`. */
  readonly place?: Place;
  /** Whether the bytes are our own copy, or those of a file that a page must keep open. */
  readonly source: 'staged' | 'live';
  /** Kept as long as it may be asked for again. */
  readonly webSource?: WebSource;
  /** Address of the page that it was captured from, for its row. */
  readonly pageUrl?: string;
  /** Set once the bytes are staged. */
  readonly note?: CaptureNote;
  /** What was done to the picture before it was kept, and what could not be done. */
  readonly treatments?: readonly Treatment[];
  /** Frozen once the bytes are staged. */
  readonly plan?: PartPlan;
  readonly session?: UploadSession;
  /** Names the account and the place that the session is of, without giving away a key. */
  readonly destinationKey?: string;
  readonly state: JobState;
  /** Attempts after the first, of any call, since the job was made. */
  readonly retries: number;
  /** How often the upload was begun anew because the server had dropped it. */
  readonly restarts: number;
  /** Failures of the attempt that has failed most, since bytes were last stored. */
  readonly failures: number;
  /** Nothing is asked before this time; kept here so that a restart of the process does not cut a wait short. */
  readonly notBeforeMs?: number;
  /** How often complete was asked: after the first time it may have been carried out. */
  readonly completeAsks: number;
  /** Rung of the ladder, while waits follow each other without a byte stored. */
  readonly rung: number;
  /** When the present trouble began, while nothing was stored since. */
  readonly troubleSinceMs?: number;
  /** How often the process ended in the middle of its work, since bytes were last stored. */
  readonly interruptions?: number;
  /** When complete was first asked; it may have been carried out although no answer came. */
  readonly completeAskedAtMs?: number;
}

/** Where a job is stored, and under which name. */
export function storedPlace({ store, name, place }: Pick<UploadJob, 'store' | 'name' | 'place'>): {
  readonly store: StoreOptions;
  readonly name: string;
} {
  if (place === undefined) return { store, name };
  return { store: withPath(store, place.path), name: place.name };
}

/** The deletion of a job's file, if anybody wants one. */
export function removalOf(state: JobState): Removal | undefined {
  return state.name === 'succeeded' ? state.removal : undefined;
}

/** Whether the file of a job is about to be deleted, so that there is something left to do. */
export function isBeingRemoved(state: JobState): boolean {
  const stage = removalOf(state)?.stage;
  return stage === 'scheduled' || stage === 'under-way';
}

/** When a job was stored or has failed; nothing of the others. */
export function endedAtMs({
  state,
  createdAtMs,
}: Pick<UploadJob, 'state' | 'createdAtMs'>): number | undefined {
  if (state.name === 'succeeded') return createdAtMs + state.elapsedMs;
  return state.name === 'failed' ? state.atMs : undefined;
}

/** Nothing more happens to a job in such a state, unless a person asks for it. */
export function isFinal(state: JobStateName): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/**
 * Nothing more happens to a job in such a state at all: unlike one that has failed and may be tried again, or one whose file
 * is about to be deleted.
 */
export function isOver(state: JobState): boolean {
  return isFinal(state.name) && !(state.name === 'failed' && state.canRetry) && !isBeingRemoved(state);
}
