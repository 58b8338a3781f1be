import { createServer, type Server } from 'node:http';
import { errorAnswer } from './answer.ts';
import { answerOfError } from './error-answer.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { routeRequest } from './route-request.ts';
import type { Settings } from './settings.ts';
import { writeAnswer } from './write-answer.ts';

const MAX_RUNNING = 256; // at most 1 MiB of body each
const MAX_CONNECTIONS = 4096;
const CLOSE_GRACE_MS = 5000;

/** Requests that are being answered. */
export interface Load {
  running: number;
}

/** The server, not yet listening. A body may take as long as it moves: each reader has its own limits. */
export function createHttpServer(
  settings: () => Settings,
  load: Load,
  onError: (error: unknown) => void,
): Server {
  const server = createServer({ requestTimeout: 0, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', async (request, response) => {
    response.on('error', () => {});
    if (load.running >= MAX_RUNNING) {
      writeAnswer(request, response, errorAnswer(503, 'Too many requests at once', { 'Retry-After': '1' }));
      return;
    }
    load.running += 1;
    try {
      writeAnswer(request, response, await routeRequest(settings(), request));
    } catch (error) {
      const answer = answerOfError(error);
      if (answer.status === 500 || answer.status === 502) onError(error);
      writeAnswer(request, response, answer);
    } finally {
      load.running -= 1;
    }
  });
  server.on('clientError', refuseMalformed);
  return server;
}

/** Lets running requests end, for a while; idle connections end at once. */
export function closeServer(server: Server, load: Load): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if (load.running === 0) server.closeAllConnections();
  });
}
