import type { IncomingMessage } from 'node:http';
import { type Answer, emptyAnswer, jsonAnswer } from './answer.ts';
import { commitPart } from './commit-part.ts';
import { completeUpload } from './complete-upload.ts';
import { answerOfError } from './error-answer.ts';
import { fileAnswer } from './file-answer.ts';
import { joinRunning } from './join-running.ts';
import { readBody } from './read-body.ts';
import { dialectOf, readRequest } from './read-request.ts';
import type { Settings } from './settings.ts';
import { signChunk } from './sign-chunk.ts';
import { EMPTY_PART_PATH, signPart } from './sign-part.ts';
import { startUpload } from './start-upload.ts';
import { processTasks } from './store-url-routes.ts';
import { commitSchema, completeSchema, startSchema, uploadSchema } from './upload-requests.ts';

async function start(settings: Settings, request: IncomingMessage): Promise<Answer> {
  const body = await readRequest(request, startSchema);
  return jsonAnswer(200, await startUpload(settings, body, dialectOf(request) ?? 'json'));
}

/**
 * An error that 0.5.2 can read here makes it wait for ever: it only looks for 200. Without CORS it sees a network
 * error, tries again and at last rejects.
 */
async function upload(settings: Settings, request: IncomingMessage): Promise<Answer> {
  try {
    const body = await readRequest(request, uploadSchema);
    return jsonAnswer(200, await (body.fii ? signChunk(settings, body) : signPart(settings, body)));
  } catch (error) {
    if (dialectOf(request) !== 'form') throw error;
    return { ...answerOfError(error), isHiddenFromScripts: true };
  }
}

async function complete(settings: Settings, request: IncomingMessage): Promise<Answer> {
  const body = await readRequest(request, completeSchema);
  // Old clients take 202 for a failure: they wait inside the request.
  const waitMs = dialectOf(request) === 'json' ? settings.completeWaitMs : undefined;
  const record = await joinRunning(settings.completions, JSON.stringify(body), waitMs, () =>
    completeUpload(settings, body),
  );
  return record === 'pending' ? emptyAnswer(202) : jsonAnswer(200, fileAnswer(settings.publicUrl, record));
}

async function commit(settings: Settings, request: IncomingMessage): Promise<Answer> {
  const body = await readRequest(request, commitSchema);
  await joinRunning(settings.commits, JSON.stringify(body), undefined, () => commitPart(settings, body));
  return jsonAnswer(200, {});
}

/** Takes the zero bytes of an empty file: complete makes the object, whichever of the two comes first. */
async function putEmpty(_settings: Settings, request: IncomingMessage): Promise<Answer> {
  await readBody(request, { maxBytes: 0, stallMs: 20_000, totalMs: 20_000 });
  return emptyAnswer(200, { ETag: '"d41d8cd98f00b204e9800998ecf8427e"' });
}

export type RouteHandler = (settings: Settings, request: IncomingMessage) => Promise<Answer>;

/** Filestack's upload API by method and path, in both dialects. */
export const uploadRoutes: ReadonlyMap<string, RouteHandler> = new Map([
  ['POST /multipart/start', start],
  ['POST /multipart/upload', upload],
  ['POST /multipart/complete', complete],
  ['POST /multipart/commit', commit],
  ['POST /process', processTasks],
  [`PUT ${EMPTY_PART_PATH}`, putEmpty],
]);
