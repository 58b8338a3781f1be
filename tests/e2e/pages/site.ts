import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { galleries } from './galleries.ts';

/** The site's own host, whose pictures are of the page's origin. */
export const PAGE_HOST = 'page.test';
/** Another origin of the same site, so that the page's cookies go there. */
export const MEMBERS_HOST = `members.${PAGE_HOST}`;
/** Another site. */
export const CDN_HOST = 'cdn.test';
/** A host of a private network, by its name. */
export const PRIVATE_HOST = 'nas.lan';

const demoFolder = resolve(import.meta.dirname, '../../../scripts/demo');
export const fileOf = (name: string): string => join(demoFolder, name);
const bytesOf = (name: string): Buffer => readFileSync(fileOf(name));

export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly cookie: string | undefined;
  readonly referer: string | undefined;
}

/** Pages on several origins of this machine with pictures in every difficulty. */
export interface PictureSite {
  /** Brings the names of its hosts to it. */
  readonly browserArgs: readonly string[];
  /** The address of a page that shows one picture of this address. */
  pageShowing(pictureUrl: string): string;
  url(host: string, path: string): string;
  /** What was asked so far, by pages and by the extension. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** What is behind `/page`. */
export const PAGE = '<!doctype html><title>A linked page</title>';

/** What is behind `/large.bin`: more than the least limit of what is fetched. */
export const LARGE = Buffer.alloc(2 * 1024 ** 2, 'large');
/** The start of a picture is all that tells it. */
const LARGE_PICTURE = Buffer.concat([bytesOf('drawing.png'), LARGE]);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const send =
  (name: string, type: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Type': type, ...headers }).end(bytesOf(name));
  };

const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>${text}</title>`);
};

/** A file is at every address that ends in its name after a hyphen, too. */
const answers: Readonly<Record<string, Answer>> = {
  '/photo.jpg': send('photo.jpg', 'image/jpeg'),
  '/drawing.png': send('drawing.png', 'image/png'),
  '/moving.gif': send('moving.gif', 'image/gif'),
  '/modern.webp': send('modern.webp', 'image/webp'),
  '/vector.svg': send('vector.svg', 'image/svg+xml'),
  '/really-webp.jpg': send('modern.webp', 'image/jpeg'),
  '/named': send('photo.jpg', 'image/jpeg', { 'Content-Disposition': 'inline; filename="my photo.jpg"' }),
  '/open.jpg': send('photo.jpg', 'image/jpeg', { 'Access-Control-Allow-Origin': '*' }),
  '/members.png': (request, response) => {
    if (request.headers.cookie !== 'member=yes') refuse(response, 403, 'Log in');
    else send('drawing.png', 'image/png')(request, response);
  },
  '/members-soft.png': (request, response) => {
    if (request.headers.cookie !== 'member=yes') refuse(response, 200, 'Log in');
    else send('drawing.png', 'image/png')(request, response);
  },
  '/no-hotlinks.jpg': (request, response) => {
    if (!request.headers.referer?.startsWith(`http://${PAGE_HOST}`)) refuse(response, 403, 'No hotlinks');
    else send('photo.jpg', 'image/jpeg')(request, response);
  },
  '/12345.png': send('drawing.png', 'image/png'),
  '/once.png': onceShown(),
  '/film.webm': send('modern.webp', 'video/webm'),
  '/login.pdf': (_request, response) => refuse(response, 200, 'Log in'),
  '/page': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
  },
  '/slow.png': answeredAtLast(),
  '/large.bin': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(LARGE);
  },
  '/large.png': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(LARGE_PICTURE);
  },
  // Both ask for `/ran` where they are a document and may run.
  '/scripted.svg': (request, response) => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${ask(request)}"><script>${ask(request)}</script></svg>`;
    response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(text);
  },
  '/polyglot.png': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(Buffer.concat([bytesOf('drawing.png'), Buffer.from(`<script>${ask(request)}</script>`)]));
  },
  '/begun.bin': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).write('begun');
  },
  '/gone.png': (_request, response) => refuse(response, 200, 'Not found'),
  '/missing.png': (_request, response) => refuse(response, 404, 'Not found'),
  '/data.png': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end('{"error":"not allowed"}');
  },
  '/empty.png': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end();
  },
  '/loop.png': (_request, response) => {
    response.writeHead(302, { Location: '/loop.png' }).end();
  },
  '/inside.png': (request, response) => {
    const port = request.headers.host?.split(':')[1] ?? '';
    response.writeHead(302, { Location: `http://${PRIVATE_HOST}:${port}/drawing.png` }).end();
  },
  '/endless.png': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/png' });
    const piece = Buffer.alloc(1024 ** 2);
    const more = (): void => {
      while (!request.destroyed && !response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  },
};

const ask = ({ headers }: IncomingMessage): string =>
  `fetch('http://${headers.host}/ran', { mode: 'no-cors' })`;

/** A picture that is handed out once: to the page, and to nobody after it. */
function onceShown(): Answer {
  let isShown = false;
  return (request, response) => {
    if (isShown) refuse(response, 410, 'Gone');
    else send('drawing.png', 'image/png')(request, response);
    isShown = true;
  };
}

/** A picture that the page has at once, and whoever asks beside it not before the fourth time. */
function answeredAtLast(): Answer {
  let times = 0;
  return (request, response) => {
    times += 1;
    if (times !== 3) send('drawing.png', 'image/png')(request, response);
  };
}

function page(pictureUrl: string): string {
  const address = pictureUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><title>A page</title><img id="it" src="${address}" alt="It"><p id="text">one<br>two</p>`;
}

export async function startPictureSite(): Promise<PictureSite> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const { cookie, referer } = request.headers;
    asked.push({ host: url.hostname, path: url.pathname, cookie, referer });
    if (url.pathname === '/') {
      const member = `member=yes; Domain=${PAGE_HOST}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': member });
      response.end(page(url.searchParams.get('picture') ?? ''));
      return;
    }
    const gallery = pages[url.pathname];
    if (gallery !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(gallery);
      return;
    }
    const answer = answers[url.pathname] ?? answers[url.pathname.replace(/^\/.*-/, '/')];
    if (answer === undefined) refuse(response, 404, 'Not found');
    else answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const url = (host: string, path: string): string => `http://${host}:${port}${path}`;
  const pages = galleries(url);

  return {
    browserArgs: [`--host-resolver-rules=MAP *.test 127.0.0.1, MAP ${PRIVATE_HOST} 127.0.0.1`],
    pageShowing: (pictureUrl) => url(PAGE_HOST, `/?picture=${encodeURIComponent(pictureUrl)}`),
    url,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
