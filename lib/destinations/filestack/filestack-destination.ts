import type { StoredFile, StoredPart, UploadSession } from '../../core/job.ts';
import type { PassedOptions, StoreOptions } from '../../core/store-options.ts';
import { UploadError } from '../../core/upload-error.ts';
import type { Destination } from '../../engine/ports.ts';
import {
  completeAnswerSchema,
  startAnswerSchema,
  uploadAnswerSchema,
} from '../../protocol/filestack-answers.ts';
import { parse } from '../../protocol/parse.ts';
import { controlCall } from './control-call.ts';
import { removeFile } from './file-api.ts';
import { fileApiUrlOf } from './file-api-url.ts';
import type { Security } from './security.ts';
import { checkedLocationUrl, checkedPut } from './signed-put.ts';

/** What a person gave us of their Filestack account. Policy and signature come together or not at all. */
export interface FilestackAccount {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly security?: Security;
}

/**
 * Filestack's multipart upload API in its JSON dialect, as filestack-js 3 and 4 speak it.
 * @param passed told in the `store` of every call
 */
export function createFilestackDestination(
  { apiUrl, apiKey, security }: FilestackAccount,
  passed: PassedOptions = {},
): Destination {
  const credentials = { ...security, apikey: apiKey };

  /** The `store` of every call: what is said of the file beside where it goes is told with complete only. */
  function placeOf({ altText: _altText, tags: _tags, ...place }: StoreOptions): object {
    return { ...place, ...passed };
  }

  function sessionCall(session: UploadSession, step: string, body: object, signal: AbortSignal) {
    return controlCall({
      step,
      url: `${session.locationUrl}/multipart/${step}`,
      headers:
        session.locationRegion === undefined ? {} : { 'Filestack-Upload-Region': session.locationRegion },
      body: {
        ...credentials,
        uri: session.uri,
        upload_id: session.uploadId,
        region: session.region,
        ...body,
      },
      signal,
    });
  }

  return {
    async start(file, store, signal) {
      const { json } = await controlCall({
        step: 'start',
        url: `${apiUrl}/multipart/start`,
        headers: {},
        body: {
          ...credentials,
          filename: file.name,
          mimetype: file.mimetype,
          size: file.sizeBytes,
          ...(file.wantsChunks && { fii: true }),
          store: placeOf(store),
        },
        signal,
      });
      const answer = parse(startAnswerSchema, json, 'the answer to start', { step: 'start' });
      return {
        uri: answer.uri,
        uploadId: answer.upload_id,
        region: answer.region,
        locationUrl: checkedLocationUrl(answer.location_url, apiUrl),
        ...(answer.location_region && { locationRegion: answer.location_region }),
        ...(file.wantsChunks && answer.upload_type === 'intelligent_ingestion' && { isIntelligent: true }),
      };
    },

    async signPart(session, store, { partNumber, sizeBytes, md5 }, signal) {
      const body = { store: placeOf(store), part: partNumber, size: sizeBytes, ...(md5 && { md5 }) };
      const { json } = await sessionCall(session, 'upload', body, signal);
      return checkedPut(parse(uploadAnswerSchema, json, 'the answer to upload', { step: 'upload' }), apiUrl);
    },

    async signChunk(session, store, { partNumber, offsetBytes, sizeBytes, md5 }, signal) {
      const body = {
        fii: true,
        store: placeOf(store),
        part: partNumber,
        offset: offsetBytes,
        size: sizeBytes,
        ...(md5 && { md5 }),
      };
      const { json } = await sessionCall(session, 'upload', body, signal);
      return checkedPut(parse(uploadAnswerSchema, json, 'the answer to upload', { step: 'upload' }), apiUrl);
    },

    async commitPart(session, file, store, partNumber, signal) {
      // The size is the whole file's, as filestack-js sends it; the answer says nothing.
      await sessionCall(
        session,
        'commit',
        { store: placeOf(store), size: file.sizeBytes, part: partNumber },
        signal,
      );
    },

    async complete(session, file, store, parts, signal) {
      const { altText, tags } = store;
      const body = {
        ...(altText && { alt: altText }),
        store: placeOf(store),
        filename: file.name,
        mimetype: file.mimetype,
        size: file.sizeBytes,
        ...(tags && Object.keys(tags).length > 0 && { upload_tags: tags }),
        ...listedParts(parts),
      };
      const { status, json } = await sessionCall(session, 'complete', body, signal);
      if (status === 202) return 'pending';
      // What was decoded has another size than was sent.
      return storedFile(json, passed.base64decode === true ? undefined : file.sizeBytes);
    },

    // Filestack deletes nothing without a signed policy, whatever else it allows without one.
    ...(security && {
      async remove({ handle }, signal) {
        try {
          await removeFile({ fileApiUrl: fileApiUrlOf(apiUrl), handle, security, signal }, apiKey);
        } catch (thrown) {
          if (!(thrown instanceof UploadError && thrown.code === 'upload-gone')) throw thrown;
        }
      },
    }),
  };
}

/** Parts that were made of chunks are not listed: the provider knows them. */
function listedParts(parts: readonly StoredPart[]): object {
  const listed = parts.flatMap(({ partNumber, etag }) =>
    etag === undefined ? [] : [{ part_number: partNumber, etag: `"${etag}"` }],
  );
  if (listed.length === parts.length) return { parts: listed };
  return { fii: true, ...(listed.length > 0 && { parts: listed }) };
}

/** @param sizeBytes what it must have, when that is known */
function storedFile(json: unknown, sizeBytes: number | undefined): StoredFile {
  const { handle, url, size, container, key, status, upload_tags, workflows } = parse(
    completeAnswerSchema,
    json,
    'the answer to complete',
    { step: 'complete' },
  );
  if (status === 'Failed')
    throw new UploadError('rejected', 'Filestack could not store the file', { step: 'complete' });
  if (sizeBytes !== undefined && size !== undefined && size !== null && size !== sizeBytes) {
    throw new UploadError('integrity', `${size} bytes are stored instead of ${sizeBytes}`, {
      step: 'complete',
    });
  }
  return {
    handle,
    url,
    ...(container && { container }),
    ...(key && { key }),
    ...(status && { status }),
    ...(upload_tags && { uploadTags: upload_tags }),
    ...(workflows !== undefined && workflows !== null && { workflows }),
  };
}
