import { type IncomingMessage, request as sendRequest } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, passedHeaders } from './answer.ts';

/** Sends a request on to the real server, as if the client had sent it there. */
export async function forward(
  server: URL,
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<Answer> {
  const length = request.headers['content-length'];
  const outgoing = sendRequest({
    host: server.hostname,
    port: server.port,
    method: request.method,
    path: request.url,
    headers: {
      ...passedHeaders(request.headers),
      ...(length !== undefined && { 'content-length': length }),
      host: server.host,
    },
    agent: false,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  // A server may answer before it has read all; what it says then counts. Without an answer `answered` rejects.
  const sent = pipeline(Readable.from(body, { objectMode: false }), outgoing).catch(() => {});
  const incoming = await answered;
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  await sent;
  return {
    status: incoming.statusCode ?? 502,
    headers: passedHeaders(incoming.headers),
    body: Buffer.concat(pieces),
  };
}
