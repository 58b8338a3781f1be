import { type Credentials, checkApiKey, checkUse, requirePolicy } from './authorise.ts';
import { fetchSource, type SourceHeaders } from './fetch-source.ts';
import type { FileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { objectKey } from './object-key.ts';
import { randomId } from './random-id.ts';
import { recordFile } from './record-file.ts';
import type { Settings } from './settings.ts';
import { sourceName, sourceType } from './source-name.ts';
import { resolveStore, type StoreOptions } from './store-options.ts';
import { storeStream } from './store-stream.ts';

/** A store-from-URL request of either era. */
export interface StoreUrlRequest extends Credentials {
  readonly apikey: string | undefined;
  readonly sourceUrl: string;
  readonly headers: SourceHeaders;
  readonly store: StoreOptions;
  readonly filename?: string | undefined;
  readonly mimetype?: string | undefined;
  readonly uploadTags?: Record<string, unknown> | undefined;
}

const MAX_RUNNING = 8; // each holds up to 16 MiB
let running = 0;

async function store(settings: Settings, request: StoreUrlRequest): Promise<FileRecord> {
  const { s3, secret, now, maxSourceBytes } = settings;
  checkApiKey(settings, request.apikey);
  const { path, access } = resolveStore(request.store, s3.access);
  const policy = secret === undefined ? undefined : requirePolicy(secret, request);
  const use = { calls: ['store', 'pick'], container: s3.access.bucket, path, sourceUrl: request.sourceUrl };
  if (policy) checkUse(policy, { ...use, nowMs: now() });

  const { url, body } = await fetchSource(request.sourceUrl, request.headers, {
    allowPrivate: settings.allowPrivateSources,
  });
  const accept = (sizeBytes: number, isWhole: boolean): void => {
    if (sizeBytes > Math.min(maxSourceBytes, policy?.maxSize ?? maxSourceBytes)) {
      throw new GatewayError(413, 'The source is larger than allowed');
    }
    if (isWhole && sizeBytes === 0) throw new GatewayError(400, 'The source is empty');
    if (isWhole && policy) checkUse(policy, { ...use, nowMs: now(), sizeBytes });
  };
  try {
    accept(Number(body.headers['content-length'] ?? 0), false);
    const id = randomId();
    const filename = request.filename || sourceName(url, body.headers['content-disposition']);
    const mimetype = sourceType(request.mimetype || body.headers['content-type']);
    const target = { id, key: objectKey(path, filename, id), filename, mimetype, ...(access && { access }) };
    const sizeBytes = await storeStream(settings, target, body, accept);
    const record = await recordFile(settings, {
      ...target,
      path,
      sizeBytes,
      ...(request.uploadTags && { uploadTags: request.uploadTags }),
      ...(request.store.workflows && { workflows: request.store.workflows }),
    });
    if (!record) throw new GatewayError(502, 'The stored file was replaced before it could be recorded');
    return record;
  } catch (error) {
    // Errors of the stream are the source's: it broke off or fell silent.
    if (error instanceof Error && body.errored === error) throw new GatewayError(400, 'The source broke off');
    throw error;
  } finally {
    body.destroy();
  }
}

/** Fetches a URL and stores what it gives, a few at a time. */
export async function storeUrl(settings: Settings, request: StoreUrlRequest): Promise<FileRecord> {
  if (running >= MAX_RUNNING) {
    throw new GatewayError(503, 'Too many URLs are being stored: try again', { 'Retry-After': '5' });
  }
  running += 1;
  try {
    return await store(settings, request);
  } finally {
    running -= 1;
  }
}
