import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Endpoint } from './endpoint.ts';
import { type RawAnswer, type RawRequest, rawRequest } from './raw-request.ts';

export interface SigningChoices {
  readonly query?: Readonly<Record<string, string>>;
  readonly date?: Date;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly region?: string;
  /** Signs a URL good for so many seconds in place of headers. */
  readonly presignSeconds?: number;
}

type Place = Pick<Endpoint, 'url' | 'region' | 'accessKeyId' | 'secretAccessKey'>;

/** A request as `rawRequest` sends it, signed by the AWS SDK's own signer. `path` must be percent-encoded. */
export async function signRequest(
  place: Place,
  raw: RawRequest,
  choices: SigningChoices = {},
): Promise<RawRequest & { readonly headers: Readonly<Record<string, string>> }> {
  const { hostname, port, host, protocol } = new URL(place.url);
  const signer = new SignatureV4({
    service: 's3',
    region: choices.region ?? place.region,
    credentials: {
      accessKeyId: choices.accessKeyId ?? place.accessKeyId,
      secretAccessKey: choices.secretAccessKey ?? place.secretAccessKey,
    },
    sha256: NodeSha256,
    uriEscapePath: false,
  });
  const request = {
    method: raw.method,
    protocol,
    hostname,
    port: Number(port),
    path: raw.path,
    query: { ...choices.query },
    headers: { host, ...raw.headers },
    body: raw.body,
  };
  const signingDate = choices.date ?? new Date();
  const signed =
    choices.presignSeconds === undefined
      ? await signer.sign(request, { signingDate })
      : await signer.presign(
          { ...request, headers: { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
          { signingDate, expiresIn: choices.presignSeconds },
        );
  const query = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${encode(name)}=${encode(String(value))}`,
  );
  return {
    ...raw,
    path: query.length === 0 ? raw.path : `${raw.path}?${query.join('&')}`,
    headers: signed.headers,
  };
}

/** Signs and sends. */
export async function signedRequest(
  place: Place,
  raw: RawRequest,
  choices: SigningChoices = {},
): Promise<RawAnswer> {
  return rawRequest(place.url, await signRequest(place, raw, choices));
}

/** Path of a key, path style, percent-encoded as SigV4 wants it. */
export function keyPath(bucket: string, key: string): string {
  return `/${bucket}/${key.split('/').map(encode).join('/')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** The hash that the signer wants to be given. */
class NodeSha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('a hash of this kind is used once');
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
