import type { IncomingMessage } from 'node:http';
import type { Json } from './answer.ts';
import type { Call, Step } from './history.ts';

/** Knows which file an upload id, the gateway's or the store's, belongs to. */
export interface Roster {
  apiCall(request: IncomingMessage, body: Json): Call;
  storeCall(request: IncomingMessage): Call;
  /** Reads the ids in an answer that belongs to a file. */
  learn(file: string, answer: Json): void;
}

const steps: Readonly<Record<string, Step>> = {
  '/multipart/start': 'start',
  '/multipart/upload': 'upload',
  '/multipart/commit': 'commit',
  '/multipart/complete': 'complete',
};

/** What a request to the store is about: a part by its query, a chunk of one by the key of its object. */
function targetOf(url: URL): { readonly upload: string | null; readonly part: string | null } {
  const [, upload = null, part = null] = /\/\.filestack\/chunks\/([^/]+)\/(\d+)\//.exec(url.pathname) ?? [];
  if (upload !== null) return { upload, part };
  return { upload: url.searchParams.get('uploadId'), part: url.searchParams.get('partNumber') };
}

export function createRoster(): Roster {
  const files = new Map<string, string>();

  const facts = (request: IncomingMessage) => ({
    method: request.method ?? '',
    target: request.url ?? '/',
    declaredBytes: Number(request.headers['content-length'] ?? 0),
    headers: request.headers,
  });

  return {
    apiCall(request, body) {
      const { filename, upload_id: uploadId, part } = body;
      const file = typeof filename === 'string' ? filename : files.get(String(uploadId));
      return {
        ...facts(request),
        sent: body,
        step: steps[request.url ?? ''] ?? 'other',
        ...(file !== undefined && { file }),
        ...(typeof part === 'number' && { part }),
      };
    },
    storeCall(request) {
      const { upload, part } = targetOf(new URL(request.url ?? '/', 'http://store'));
      const file = files.get(upload ?? '');
      return {
        ...facts(request),
        sent: {},
        step: request.method === 'PUT' && part !== null ? 'put' : 'other',
        ...(file !== undefined && { file }),
        ...(part !== null && { part: Number(part) }),
      };
    },
    learn(file, { upload_id: uploadId, url }) {
      if (typeof uploadId === 'string') files.set(uploadId, file);
      if (typeof url !== 'string' || !URL.canParse(url)) return;
      const { upload } = targetOf(new URL(url));
      if (upload !== null) files.set(upload, file);
    },
  };
}
