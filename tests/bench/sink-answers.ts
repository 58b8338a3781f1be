import type { IncomingMessage } from 'node:http';

/** An answer of the sink, and what kind of request it was to. */
export interface SinkAnswer {
  readonly kind: 'preflight' | 'start' | 'sign' | 'part' | 'complete';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag',
  'Access-Control-Allow-Methods': 'GET, PUT, POST',
};

/** The store is another host than the API, as in life; Linux answers to all of 127.0.0.0/8. */
export const STORE_HOST = '127.0.0.2';

let signatures = 0;

/** Answers as Filestack's API does below `/multipart/`, and as S3 elsewhere. `origin` is the sink's own. */
export function respond(request: IncomingMessage, origin: string): SinkAnswer {
  const url = new URL(request.url ?? '/', origin);
  if (request.method === 'OPTIONS') return preflight(request);
  if (request.method === 'PUT') return part(request);
  const last = url.pathname.split('/').at(-1);
  if (url.pathname.startsWith('/multipart/')) {
    if (last === 'start') return json('start', started(origin));
    if (last === 'upload') return json('sign', signed(origin));
    return json('complete', stored);
  }
  return url.searchParams.has('uploads') ? xml('start', created) : xml('complete', completed);
}

function preflight(request: IncomingMessage): SinkAnswer {
  const asked = String(request.headers['access-control-request-headers'] ?? '');
  return {
    kind: 'preflight',
    status: 204,
    headers: { ...cors, 'Access-Control-Allow-Headers': asked },
    body: '',
  };
}

/** Believes the digest that the client gives: hashing here would take the time of the client's cores. */
function part(request: IncomingMessage): SinkAnswer {
  const md5 = request.headers['content-md5'];
  const etag = typeof md5 === 'string' ? Buffer.from(md5, 'base64').toString('hex') : 'no-digest';
  return { kind: 'part', status: 200, headers: { ...cors, ETag: `"${etag}"` }, body: '' };
}

const started = (origin: string) => ({
  uri: '/bench/key/file.bin',
  region: 'us-east-1',
  upload_id: 'bench-upload',
  location_url: origin,
});

function signed(origin: string): object {
  signatures += 1;
  const store = new URL(`/bucket/file.bin?signature=${signatures}`, origin);
  store.hostname = STORE_HOST;
  return { url: store.href, headers: {}, location_url: origin };
}

const stored = {
  handle: 'benchhandle',
  url: 'https://cdn.filestackcontent.com/benchhandle',
  filename: 'file.bin',
  mimetype: 'application/octet-stream',
  container: 'bench',
  key: 'key/file.bin',
  status: 'Stored',
};

const created =
  '<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>file.bin</Key><UploadId>bench-upload</UploadId></InitiateMultipartUploadResult>';
const completed =
  '<CompleteMultipartUploadResult><Location>http://127.0.0.1/bucket/file.bin</Location><Bucket>bucket</Bucket><Key>file.bin</Key><ETag>"0123456789abcdef0123456789abcdef-52"</ETag></CompleteMultipartUploadResult>';

function json(kind: SinkAnswer['kind'], body: object): SinkAnswer {
  return {
    kind,
    status: 200,
    headers: { ...cors, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function xml(kind: SinkAnswer['kind'], body: string): SinkAnswer {
  return {
    kind,
    status: 200,
    headers: { ...cors, 'Content-Type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
  };
}
