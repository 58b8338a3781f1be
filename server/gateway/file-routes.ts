import type { IncomingMessage } from 'node:http';
import { type Answer, errorAnswer, jsonAnswer } from './answer.ts';
import { checkApiKey, checkUse, requirePolicy } from './authorise.ts';
import { basicSecret } from './basic-secret.ts';
import { checkReadable, deliverFile, findFile, findRecord } from './deliver-file.ts';
import { queryCredentials } from './delivery-path.ts';
import { equalSecrets } from './equal-secrets.ts';
import { fileMetadata } from './file-metadata.ts';
import { deleteFile } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import type { Settings } from './settings.ts';

/** One call of the file API: `/api/file/HANDLE` or `/api/file/HANDLE/metadata`. */
export interface FileCall {
  readonly handle: string;
  readonly isMetadata: boolean;
  readonly query: URLSearchParams;
}

export function parseFileCall(path: string, query: URLSearchParams): FileCall | undefined {
  const match = /^\/api\/file\/([A-Za-z0-9]{1,64})(\/metadata)?$/.exec(path);
  return match ? { handle: match[1] ?? '', isMetadata: match[2] !== undefined, query } : undefined;
}

/** The owner may show the app secret itself, as `app:SECRET`. */
function isOwner(settings: Settings, request: IncomingMessage): boolean {
  const shown = basicSecret(request.headers.authorization);
  return settings.secret !== undefined && shown !== undefined && equalSecrets(shown, settings.secret);
}

async function metadata(settings: Settings, call: FileCall, request: IncomingMessage): Promise<Answer> {
  const record = await findFile(settings, call.handle);
  if (!isOwner(settings, request)) checkReadable(settings, record, queryCredentials(call.query), 'stat');
  const fields = [...call.query].filter(([, value]) => value === 'true').map(([name]) => name);
  return jsonAnswer(200, fileMetadata(record, fields));
}

/** Deleting always needs security, as at Filestack: without an app secret nobody can prove the right to. */
async function remove(settings: Settings, call: FileCall, request: IncomingMessage): Promise<Answer> {
  const { secret, s3, now } = settings;
  if (secret === undefined) throw new GatewayError(403, 'Deleting needs security, and no app secret is set');
  const isOwnerCall = isOwner(settings, request);
  if (!isOwnerCall) checkApiKey(settings, call.query.get('key') ?? undefined);
  const policy = isOwnerCall ? undefined : requirePolicy(secret, queryCredentials(call.query));
  const record = await findRecord(settings, call.handle);
  const { handle, container, path } = record;
  if (policy) checkUse(policy, { calls: ['remove'], nowMs: now(), handle, container, path });
  await deleteFile(s3, record, call.query.get('skip_storage') === 'true');
  return jsonAnswer(200, { success: true });
}

/** The file API: download, metadata and delete. */
export async function answerFileCall(
  settings: Settings,
  call: FileCall,
  request: IncomingMessage,
): Promise<Answer> {
  const { method } = request;
  if (method === 'DELETE' && !call.isMetadata) return remove(settings, call, request);
  if (method !== 'GET' && method !== 'HEAD')
    return errorAnswer(405, `${method} is not for files`, { Allow: 'GET, HEAD, DELETE' });
  if (call.isMetadata) return metadata(settings, call, request);
  return deliverFile(settings, call.handle, queryCredentials(call.query), method);
}
