import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** An answer on its way back, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** As gateway and store send them, on errors too: without them a page would see a network error. */
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After',
};

export function answerOf(status: number, body = '', headers: OutgoingHttpHeaders = {}): Answer {
  const type = body.startsWith('<?xml') ? 'application/xml' : 'application/json';
  return {
    status,
    headers: { 'content-type': type, ...corsHeaders, ...headers },
    body: Buffer.from(body),
  };
}

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Without those of one connection, and without the request line that HTTP/2 has among its headers. */
export function passedHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.includes(name) && !name.startsWith(':')),
  );
}

export type Json = Readonly<Record<string, unknown>>;

/** The JSON object in a text; an empty one when there is none. */
export function jsonOf(body: Buffer): Json {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  } catch {
    return {};
  }
}

export function editJson(answer: Answer, edit: (json: Json) => Json): Answer {
  if (answer.status >= 300 || answer.body.length === 0) return answer;
  return { ...answer, body: Buffer.from(JSON.stringify(edit(jsonOf(answer.body)))) };
}
