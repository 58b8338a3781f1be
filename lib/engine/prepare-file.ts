import pLimit from 'p-limit';
import type { UploadJob } from '../core/job.ts';
import { localDayAndTime } from '../core/local-stamp.ts';
import { sendableType } from '../core/media-type-text.ts';
import { asksFor, DEFAULT_NAME_TEMPLATE } from '../core/name-template.ts';
import { withPictureExtension } from '../core/picture-extension.ts';
import type { PictureOptions, Treatment } from '../core/picture-options.ts';
import { type Place, placeFile } from '../core/place-file.ts';
import { splitName } from '../core/split-name.ts';
import { UploadError } from '../core/upload-error.ts';
import { contentHash } from './content-hash.ts';
import type { EnginePorts } from './engine-ports.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Clock } from './ports.ts';
import { readSource } from './read-source.ts';

/**
 * Files whose whole bytes are worked on at the same time: a large picture that is decoded takes hundreds of megabytes, and
 * thousands may be chosen at once.
 */
const MOST_AT_ONCE = 2;

/** What is said of bytes of which nothing is known. */
const doubted = ['', 'application/octet-stream', 'binary/octet-stream'];

/** Bytes of a picture as they are to be kept; the very same blob where nothing was done. */
export interface TreatedPicture {
  readonly blob: Blob;
  /** What was done, and what could not be done. */
  readonly treatments: readonly Treatment[];
}

/**
 * Does to a picture what the person wants done to all of them; what is none stays as it is. What it has done itself it
 * does not do again. Rejects with an `UploadError` when nothing may be sent.
 */
export type TreatPicture = (blob: Blob, options: PictureOptions, clock: Clock) => Promise<TreatedPicture>;

/**
 * Gives every upload its bytes as they are to be kept, its type (from its bytes and then from its name, where nobody has
 * said it) and its place in the store. Bytes are read only for what can't be known without them.
 */
export function createPreparer(
  clock: Clock,
  treatPicture: TreatPicture,
): NonNullable<EnginePorts['prepare']> {
  const inTurn = pLimit(MOST_AT_ONCE);
  return async (job, obtained, signal) => {
    const { name = job.name } = obtained;
    const { blob, treatments } = await treated(job, obtained.blob, signal);
    const read = (start: Blob) => readSource(start, clock);
    const mimetype = sendableType(await mediaTypeOf(blob, name, { doubted, read }));
    const { template = DEFAULT_NAME_TEMPLATE } = job.naming ?? {};
    const hash = asksFor(template, 'hash') ? await inTurn(() => contentHash(blob, clock, signal)) : '';
    // What became another kind of picture is called so.
    const place = placeOf(
      job,
      job.pictures === undefined ? name : withPictureExtension(name, mimetype),
      hash,
    );
    const isElsewhere = place.name !== name || place.path !== (job.store.path ?? '');
    return {
      ...obtained,
      blob,
      mimetype,
      ...(isElsewhere && { place }),
      ...(treatments.length > 0 && { treatments }),
    };
  };

  async function treated({ pictures }: UploadJob, blob: Blob, signal: AbortSignal): Promise<TreatedPicture> {
    if (pictures === undefined) return { blob, treatments: [] };
    return await inTurn(() => {
      signal.throwIfAborted();
      return treatPicture(blob, pictures, clock);
    });
  }
}

function placeOf({ naming, store, createdAtMs }: UploadJob, name: string, hash: string): Place {
  const { template = DEFAULT_NAME_TEMPLATE, counter, page } = naming ?? {};
  const { stem, ext } = splitName(name);
  const moment = localDayAndTime(new Date(createdAtMs));
  const { host = '', title = '' } = page ?? {};
  const facts = { name: stem, ext, ...moment, host, title, hash, counter: counter?.toString() ?? '' };
  const place = placeFile(template, facts, store.path);
  if (place === undefined) {
    throw new UploadError('limit', 'the path leaves no room for a name', { step: 'name' });
  }
  return place;
}
