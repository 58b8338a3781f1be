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
  '/multipart/complete': 'complete',
};

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
      const { searchParams } = new URL(request.url ?? '/', 'http://store');
      const part = searchParams.get('partNumber');
      const file = files.get(searchParams.get('uploadId') ?? '');
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
      const s3UploadId = new URL(url).searchParams.get('uploadId');
      if (s3UploadId !== null) files.set(s3UploadId, file);
    },
  };
}
