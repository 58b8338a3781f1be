import type { IncomingMessage } from 'node:http';
import { type Answer, emptyAnswer, errorAnswer } from './answer.ts';
import { preflightHeaders } from './cors.ts';
import { deliverFile } from './deliver-file.ts';
import { parseDeliveryLink } from './delivery-path.ts';
import { answerFileCall, parseFileCall } from './file-routes.ts';
import type { Settings } from './settings.ts';
import { STORE_PATH, storeByQuery } from './store-url-routes.ts';
import { uploadRoutes } from './upload-routes.ts';

/** Finds who answers a request. */
export async function routeRequest(settings: Settings, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url: target = '/' } = request;
  if (method === 'OPTIONS') return emptyAnswer(204, preflightHeaders(request.headers));
  if (!URL.canParse(target, settings.publicUrl)) return errorAnswer(400, 'The request target is not a path');
  const { pathname, searchParams } = new URL(target, settings.publicUrl);

  const handler = uploadRoutes.get(`${method} ${pathname}`);
  if (handler) return handler(settings, request);

  const call = parseFileCall(pathname, searchParams);
  if (call) return answerFileCall(settings, call, request);

  if (method === 'POST' && pathname.startsWith(STORE_PATH)) {
    return storeByQuery(settings, request, pathname.slice(STORE_PATH.length), searchParams);
  }
  const link = method === 'GET' || method === 'HEAD' ? parseDeliveryLink(pathname, searchParams) : undefined;
  if (link && (method === 'GET' || method === 'HEAD')) {
    return deliverFile(settings, link.handle, link.credentials, method);
  }
  return errorAnswer(404, `Nothing answers ${method} here`);
}
