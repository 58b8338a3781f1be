import type { UploadJob } from '../core/job.ts';
import { localDayAndTime } from '../core/local-stamp.ts';
import { sendableType } from '../core/media-type-text.ts';
import { asksFor, DEFAULT_NAME_TEMPLATE } from '../core/name-template.ts';
import { type Place, placeFile } from '../core/place-file.ts';
import { splitName } from '../core/split-name.ts';
import { UploadError } from '../core/upload-error.ts';
import { contentHash } from './content-hash.ts';
import type { EnginePorts } from './engine-ports.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Clock } from './ports.ts';
import { readSource } from './read-source.ts';

/** What is said of bytes of which nothing is known. */
const doubted = ['', 'application/octet-stream', 'binary/octet-stream'];

/**
 * Gives every upload its type, from its bytes and then from its name where nobody has said it, and its place in the store.
 * Bytes are read only for what can't be known without them.
 */
export function createPreparer(clock: Clock): NonNullable<EnginePorts['prepare']> {
  return async (job, obtained, signal) => {
    const { blob, name = job.name } = obtained;
    const read = (start: Blob) => readSource(start, clock);
    const mimetype = sendableType(await mediaTypeOf(blob, name, { doubted, read }));
    const { template = DEFAULT_NAME_TEMPLATE } = job.naming ?? {};
    const hash = asksFor(template, 'hash') ? await contentHash(blob, clock, signal) : '';
    const place = placeOf(job, name, hash);
    const isElsewhere = place.name !== name || place.path !== (job.store.path ?? '');
    return { ...obtained, mimetype, ...(isElsewhere && { place }) };
  };
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
