import type { StoredFile, UploadSession } from '../../core/job.ts';
import { UploadError } from '../../core/upload-error.ts';
import type { Destination } from '../../engine/ports.ts';
import {
  completeAnswerSchema,
  startAnswerSchema,
  uploadAnswerSchema,
} from '../../protocol/filestack-answers.ts';
import { parse } from '../../protocol/parse.ts';
import { controlCall } from './control-call.ts';
import { checkedLocationUrl, checkedPut } from './signed-put.ts';

/** What a person gave us of their Filestack account. Policy and signature come together or not at all. */
export interface FilestackAccount {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly security?: { readonly policy: string; readonly signature: string };
}

/** Filestack's multipart upload API in its JSON dialect, as filestack-js 3 and 4 speak it. */
export function createFilestackDestination({ apiUrl, apiKey, security }: FilestackAccount): Destination {
  const credentials = { ...security, apikey: apiKey };

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
          store,
        },
        signal,
      });
      const answer = parse(startAnswerSchema, json, 'the answer to start');
      return {
        uri: answer.uri,
        uploadId: answer.upload_id,
        region: answer.region,
        locationUrl: checkedLocationUrl(answer.location_url, apiUrl),
        ...(answer.location_region && { locationRegion: answer.location_region }),
      };
    },

    async signPart(session, store, { partNumber, sizeBytes, md5 }, signal) {
      const body = { store, part: partNumber, size: sizeBytes, md5 };
      const { json } = await sessionCall(session, 'upload', body, signal);
      return checkedPut(parse(uploadAnswerSchema, json, 'the answer to upload'), apiUrl);
    },

    async complete(session, file, store, parts, signal) {
      const body = {
        store,
        filename: file.name,
        mimetype: file.mimetype,
        size: file.sizeBytes,
        parts: parts.map(({ partNumber, etag }) => ({ part_number: partNumber, etag: `"${etag}"` })),
      };
      const { status, json } = await sessionCall(session, 'complete', body, signal);
      if (status === 202) return 'pending';
      return storedFile(json, file.sizeBytes);
    },
  };
}

function storedFile(json: unknown, sizeBytes: number): StoredFile {
  const { handle, url, size, container, key, status } = parse(
    completeAnswerSchema,
    json,
    'the answer to complete',
  );
  if (status === 'Failed')
    throw new UploadError('rejected', 'Filestack could not store the file', { step: 'complete' });
  if (size !== undefined && size !== null && size !== sizeBytes) {
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
  };
}
