import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface RawRequest {
  readonly method: string;
  /** Sent as it is: nothing is resolved or encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly text: string;
  /** S3's error code, when the body is an error document. */
  readonly code: string | undefined;
}

/** One HTTP request of exactly these bytes; `Host` is the endpoint's unless given. */
export function rawRequest(endpointUrl: string, raw: RawRequest): Promise<RawAnswer> {
  const { protocol, hostname, port, host } = new URL(endpointUrl);
  const request = protocol === 'https:' ? httpsRequest : httpRequest;
  const body = raw.body === undefined ? undefined : Buffer.from(raw.body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method: raw.method,
        path: raw.path,
        agent: false,
        headers: { host, ...(body ? { 'content-length': String(body.length) } : {}), ...raw.headers },
      },
      (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const all = Buffer.concat(pieces);
          const text = all.toString('utf8');
          const headers = Object.entries(incoming.headers).map(
            ([name, value]) => [name, String(value)] as const,
          );
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(headers),
            body: all,
            text,
            code: /<Error>.*?<Code>(\w+)<\/Code>/s.exec(text)?.[1],
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
