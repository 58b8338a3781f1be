import { type ClientAnswer, complete, md5, postJson, type UploadUnderWay } from './gateway-client.ts';

/** A piece of a part on its way; `offset` is in the part. */
export interface Chunk {
  readonly part: number;
  readonly offset: number;
  readonly bytes: Buffer<ArrayBuffer>;
}

export function signChunk(
  gatewayUrl: string,
  upload: UploadUnderWay,
  { part, offset, bytes }: Chunk,
): Promise<ClientAnswer> {
  return postJson(`${gatewayUrl}/multipart/upload`, {
    ...upload.common,
    ...{ fii: true, part, offset, size: bytes.length, md5: md5(bytes) },
  });
}

export async function sendChunk(gatewayUrl: string, upload: UploadUnderWay, chunk: Chunk): Promise<void> {
  const { status, json } = await signChunk(gatewayUrl, upload, chunk);
  if (status !== 200) throw new Error(`upload answered ${status} ${JSON.stringify(json)}`);
  const put = await fetch(json.url, { method: 'PUT', headers: json.headers, body: chunk.bytes });
  if (!put.ok) throw new Error(`the PUT was answered with ${put.status} ${await put.text()}`);
}

/** Sends a part in chunks of a size. */
export async function sendChunks(
  gatewayUrl: string,
  upload: UploadUnderWay,
  part: number,
  bytes: Buffer<ArrayBuffer>,
  chunkBytes = bytes.length,
): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    await sendChunk(gatewayUrl, upload, { part, offset, bytes: bytes.subarray(offset, offset + chunkBytes) });
  }
}

export function commit(
  gatewayUrl: string,
  upload: UploadUnderWay,
  part: number,
  extra: Record<string, unknown> = {},
): Promise<ClientAnswer> {
  return postJson(`${gatewayUrl}/multipart/commit`, { ...upload.common, part, ...extra });
}

/** As filestack-js 4.3.8 asks for it: without parts. */
export function completeChunked(
  gatewayUrl: string,
  upload: UploadUnderWay,
  extra: Record<string, unknown> = {},
): Promise<ClientAnswer> {
  return complete(gatewayUrl, upload, { fii: true, parts: undefined, ...extra });
}
