import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type PartTarget, stripQuotes } from './multipart.ts';
import { parseErrorXml } from './parse-xml.ts';
import type { S3Client } from './s3-client.ts';
import { S3Error } from './s3-error.ts';

const URL_LIFE_SECONDS = 3600;
/** The longest silence of S3 while bytes are moved. */
const STALL_MS = 60_000;

const networkError = (cause: unknown): S3Error =>
  cause instanceof S3Error ? cause : new S3Error('Network', 503, 'The S3 endpoint broke off', { cause });

const refusal = (status: number, body: string): S3Error => {
  const found = parseErrorXml(body);
  const code = found?.code ?? `Http${status}`;
  return new S3Error(code, status, `S3: ${code}${found?.message ? `: ${found.message}` : ''}`);
};

/** The bytes `[startByte, endByte)` of an object, as they come. Throws when there are fewer. */
export async function* readRange(
  s3: S3Client,
  key: string,
  startByte: number,
  endByte: number,
): AsyncGenerator<Uint8Array> {
  const url = await s3.presign({ method: 'GET', key }, URL_LIFE_SECONDS);
  const stop = new AbortController();
  let left = endByte - startByte;
  try {
    const headers = { range: `bytes=${startByte}-${endByte - 1}` };
    const response = await fetch(url, { headers, redirect: 'manual', signal: stop.signal });
    if (response.status !== 206) throw refusal(response.status, await response.text());
    for await (const piece of response.body ?? []) {
      left -= piece.length;
      if (left < 0) break;
      yield piece;
    }
  } catch (error) {
    throw networkError(error);
  } finally {
    stop.abort(); // whoever stops reading early must not leave the rest on its way
  }
  if (left !== 0) throw new S3Error('Network', 503, 'S3 gave another number of bytes than it was asked for');
}

interface PutAnswer {
  readonly status: number;
  readonly etag: string;
  readonly body: string;
}

/** One PUT of a known length. `fetch` would send a stream in chunks of HTTP, which S3 does not take. */
function put(url: string, sizeBytes: number, pieces: AsyncIterable<Uint8Array>): Promise<PutAnswer> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, { method: 'PUT', headers: { 'content-length': sizeBytes }, timeout: STALL_MS });
    request.on('timeout', () => request.destroy(new Error('S3 fell silent')));
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, etag: stripQuotes(headers.etag ?? ''), body }), reject);
    });
    pipeline(Readable.from(pieces), request).catch(reject);
  });
}

/** Stores a part from a stream of exactly `sizeBytes`, in memory that does not grow with it. */
export async function streamPart(
  s3: S3Client,
  { key, uploadId, partNumber }: PartTarget,
  sizeBytes: number,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const md5 = createHash('md5');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      md5.update(piece);
      yield piece;
    }
  }
  const query = { partNumber: String(partNumber), uploadId };
  const url = await s3.presign({ method: 'PUT', key, query }, URL_LIFE_SECONDS);
  const answer = await put(url, sizeBytes, hashed()).catch((error: unknown) => {
    throw networkError(error);
  });
  if (answer.status !== 200) throw refusal(answer.status, answer.body);
  // With keys of its own S3 gives other tags than the MD5; those say nothing of the bytes.
  if (/^[0-9a-f]{32}$/i.test(answer.etag) && answer.etag.toLowerCase() !== md5.digest('hex')) {
    throw new S3Error('BadDigest', 502, 'S3 stored other bytes than were streamed');
  }
}
