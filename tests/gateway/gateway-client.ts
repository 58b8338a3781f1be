import { createHash } from 'node:crypto';

/** A parsed answer; `json` is undefined when the body is not JSON. */
export interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly json: any;
}

export const PART_BYTES = 5 * 1024 * 1024;

/** Bytes that differ from part to part, and from seed to seed. */
export function sampleBytes(sizeBytes: number, seed = 1): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let n = 0; n < sizeBytes; n += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[n] = state >>> 24;
  }
  return bytes;
}

export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

async function parse(response: Response): Promise<ClientAnswer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, json };
}

export async function postJson(url: string, body: unknown): Promise<ClientAnswer> {
  const headers = { 'content-type': 'application/json' };
  return parse(
    await fetch(url, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

export async function postForm(
  url: string,
  fields: readonly (readonly [string, string])[],
): Promise<ClientAnswer> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return parse(await fetch(url, { method: 'POST', body: form }));
}

export async function call(url: string, init?: RequestInit): Promise<ClientAnswer> {
  return parse(await fetch(url, { redirect: 'manual', ...init }));
}

export interface UploadInput {
  readonly filename?: string;
  readonly mimetype?: string;
  readonly store?: Record<string, unknown>;
  readonly security?: { readonly policy: string; readonly signature: string };
  readonly apikey?: string;
  /** Asks for intelligent ingestion. */
  readonly intelligent?: boolean;
}

/** An upload of today's dialect under way: what each later call repeats, and the parts stored so far. */
export interface UploadUnderWay {
  readonly common: Record<string, unknown>;
  readonly parts: { part_number: number; etag: string | null }[];
  readonly started: ClientAnswer;
}

/** Starts an upload as filestack-js 4.x does. */
export async function start(
  gatewayUrl: string,
  data: Buffer,
  input: UploadInput = {},
): Promise<UploadUnderWay> {
  const { filename = 'a.bin', mimetype = 'application/octet-stream', apikey = 'test-key' } = input;
  const store = { location: 's3', ...input.store };
  const named = { apikey, ...input.security, store };
  const started = await postJson(`${gatewayUrl}/multipart/start`, {
    ...named,
    filename,
    mimetype,
    size: data.length,
    ...(input.intelligent && { fii: true }),
  });
  const { uri, region, upload_id } = started.json ?? {};
  return {
    common: { ...named, uri, region, upload_id, filename, mimetype, size: data.length },
    parts: [],
    started,
  };
}

/** Signs and sends one part. */
export async function sendPart(
  gatewayUrl: string,
  upload: UploadUnderWay,
  partNumber: number,
  bytes: Buffer<ArrayBuffer>,
): Promise<Response> {
  const signed = await postJson(`${gatewayUrl}/multipart/upload`, {
    ...upload.common,
    part: partNumber,
    size: bytes.length,
    md5: md5(bytes),
  });
  if (signed.status !== 200)
    throw new Error(`upload answered ${signed.status} ${JSON.stringify(signed.json)}`);
  const response = await fetch(signed.json.url, { method: 'PUT', headers: signed.json.headers, body: bytes });
  if (response.ok) upload.parts.push({ part_number: partNumber, etag: response.headers.get('etag') });
  return response;
}

export async function sendAllParts(
  gatewayUrl: string,
  upload: UploadUnderWay,
  data: Buffer<ArrayBuffer>,
): Promise<void> {
  for (let first = 0; first < data.length; first += PART_BYTES) {
    await sendPart(gatewayUrl, upload, first / PART_BYTES + 1, data.subarray(first, first + PART_BYTES));
  }
}

export function complete(
  gatewayUrl: string,
  upload: UploadUnderWay,
  extra: Record<string, unknown> = {},
): Promise<ClientAnswer> {
  return postJson(`${gatewayUrl}/multipart/complete`, { ...upload.common, parts: upload.parts, ...extra });
}

/** A whole upload; its last answer. */
export async function uploadWhole(
  gatewayUrl: string,
  data: Buffer<ArrayBuffer>,
  input: UploadInput = {},
): Promise<ClientAnswer> {
  const upload = await start(gatewayUrl, data, input);
  if (upload.started.status !== 200) return upload.started;
  await sendAllParts(gatewayUrl, upload, data);
  return complete(gatewayUrl, upload);
}

/** The bytes behind a file link, redirects followed. */
export async function readBack(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
