import type { IncomingMessage } from 'node:http';
import { type Answer, jsonAnswer } from './answer.ts';
import { fileAnswer } from './file-answer.ts';
import type { FileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { readBody } from './read-body.ts';
import { readRequest } from './read-request.ts';
import type { Settings } from './settings.ts';
import { storeUrl } from './store-url.ts';
import { fromProcess, fromQuery, processSchema } from './store-url-requests.ts';

export const STORE_PATH = '/api/store/';

/** Clients of both eras read the type as `type`. */
const answerOf = (settings: Settings, record: FileRecord): Answer =>
  jsonAnswer(200, { ...fileAnswer(settings.publicUrl, record), type: record.mimetype });

/** `POST /process`: store from URL as today's client asks for it. */
export async function processTasks(settings: Settings, request: IncomingMessage): Promise<Answer> {
  const body = await readRequest(request, processSchema);
  return answerOf(settings, await storeUrl(settings, fromProcess(body)));
}

/** `POST /api/store/LOCATION?key=…`: store from URL as the clients of 2017 ask for it. */
export async function storeByQuery(
  settings: Settings,
  request: IncomingMessage,
  location: string,
  query: URLSearchParams,
): Promise<Answer> {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new GatewayError(415, 'Only a form body with url=… is taken here: send files by /multipart/start');
  }
  const body = (await readBody(request)).toString('utf8');
  return answerOf(settings, await storeUrl(settings, fromQuery(location, query, body)));
}
