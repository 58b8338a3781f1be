import * as v from 'valibot';
import type { Sanitizer } from '../../core/file-name.ts';
import type { FileTags, PassedOptions, StoreOptions } from '../../core/store-options.ts';
import { UploadError } from '../../core/upload-error.ts';
import { isWebLink } from '../../protocol/origins.ts';
import { parse } from '../../protocol/parse.ts';
import { controlCall } from './control-call.ts';
import type { Security } from './security.ts';

/** Filestack fetches the file itself, which takes as long as its source does. */
const TIME_LIMIT_MS = 15 * 60_000;

/** A file that Filestack is to fetch and store. */
export interface StoreUrlCall {
  readonly processUrl: string;
  readonly apiKey: string;
  readonly security?: Security;
  readonly url: string;
  /** Where it goes; without a location Filestack chooses. */
  readonly store: Partial<Omit<StoreOptions, 'altText' | 'tags'>>;
  readonly filename?: string;
  /** What Filestack is told as it is given: it names the file itself, which nobody else knows yet. */
  readonly passed?: PassedOptions & {
    readonly sanitizer?: Sanitizer;
    readonly disableStorageKey?: boolean;
  };
  readonly uploadTags?: FileTags;
  /** Sent to the source by Filestack. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const text = v.exactOptional(v.nullish(v.string()));
const answerSchema = v.object({
  handle: v.pipe(v.string(), v.minLength(1)),
  url: v.string(),
  filename: text,
  size: v.exactOptional(v.nullish(v.number())),
  type: text,
  container: text,
  key: text,
  status: text,
  upload_tags: v.exactOptional(v.nullish(v.record(v.string(), v.string()))),
  workflows: v.exactOptional(v.unknown()),
});

/** What Filestack says of a file that it has fetched; only the handle and the link are certain. */
export interface FetchedFile {
  readonly handle: string;
  readonly url: string;
  readonly filename?: string;
  readonly size?: number;
  readonly mimetype?: string;
  readonly container?: string;
  readonly key?: string;
  readonly status?: string;
  readonly uploadTags?: FileTags;
  readonly workflows?: unknown;
}

/**
 * Has Filestack fetch a file and store it, as filestack-js 4 does: by the tasks of `POST /process`. Asked once, since
 * asking twice could store it twice. Rejects with an `UploadError` of the step `store`.
 */
export async function storeUrl(call: StoreUrlCall): Promise<FetchedFile> {
  const { apiKey, security, url, headers, uploadTags, filename, signal } = call;
  const step = 'store';
  if (!isWebLink(url))
    throw new UploadError('limit', 'only http and https addresses can be stored', { step });
  const { workflows, ...place } = call.store;
  const { json } = await controlCall({
    step,
    url: `${call.processUrl}/process`,
    headers: {},
    body: {
      apikey: apiKey,
      sources: [headers === undefined ? url : { source: url, headers }],
      tasks: [
        {
          name: 'store',
          params: {
            ...place,
            ...call.passed,
            ...(filename && { filename }),
            ...(workflows && { workflows }),
          },
        },
        ...(security ? [{ name: 'security', params: security }] : []),
      ],
      ...(uploadTags && { upload_tags: uploadTags }),
    },
    signal,
    timeLimitMs: TIME_LIMIT_MS,
  });
  const answer = parse(answerSchema, json, 'the answer to store', { step });
  const { size, type, upload_tags, workflows: begun } = answer;
  return {
    handle: answer.handle,
    url: answer.url,
    ...(answer.filename && { filename: answer.filename }),
    ...(typeof size === 'number' && { size }),
    ...(type && { mimetype: type }),
    ...(answer.container && { container: answer.container }),
    ...(answer.key && { key: answer.key }),
    ...(answer.status && { status: answer.status }),
    ...(upload_tags && { uploadTags: upload_tags }),
    ...(begun !== undefined && begun !== null && { workflows: begun }),
  };
}
