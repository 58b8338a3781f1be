import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';

/** A part of a page in one colour, in pixels of the screen. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: readonly [number, number, number];
}

/** Pages every pixel of which is known: by its place in the page alone, at any resolution. */
export interface PatternSite {
  /**
   * @param more what stands in the page beside the pattern, and what it does
   * @param policy what the server lets be put into the page; its own pattern is not painted where that forbids scripts
   */
  url(size: { readonly width?: number; readonly height?: number }, more?: string, policy?: string): string;
  /** Brings the name of the other origin to it. */
  readonly browserArgs: readonly string[];
  /** A picture of another origin that is for looking at only: all of it is `#00ff00`. */
  readonly shownUrl: string;
  /** A picture that is loading until it is let come. */
  readonly heldUrl: string;
  letCome(): void;
  close(): Promise<void>;
}

/** Green, 60 by 40. */
const SHOWN = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path fill="#00ff00" d="M0 0h60v40H0z"/></svg>`;

/** Runs in the page. A pixel of the canvas is one of the screen; sizes are in CSS pixels, 0 is that of the window. */
const SCRIPT = `
const size = new URLSearchParams(location.search);
const canvas = document.querySelector('canvas');
const { clientWidth, clientHeight } = document.documentElement;
canvas.width = Math.round((Number(size.get('width')) || clientWidth) * devicePixelRatio);
canvas.height = Math.round((Number(size.get('height')) || clientHeight) * devicePixelRatio);
canvas.style.width = canvas.width / devicePixelRatio + 'px';
canvas.style.height = canvas.height / devicePixelRatio + 'px';
const image = new ImageData(canvas.width, canvas.height);
for (let y = 0, at = 0; y < canvas.height; y++) {
  for (let x = 0; x < canvas.width; x++) {
    image.data[at++] = x & 255;
    image.data[at++] = y & 255;
    image.data[at++] = ((x >> 8) & 15) << 4 | (y >> 8) & 15;
    image.data[at++] = 255;
  }
}
canvas.getContext('2d').putImageData(image, 0, 0);
`;

function document(more: string): string {
  return `<!doctype html><meta charset="utf-8"><title>A pattern</title>
<style>html, body { margin: 0 } canvas { display: block; image-rendering: pixelated }</style>
<canvas></canvas><script>${SCRIPT}</script>${more}`;
}

export async function startPatternSite(): Promise<PatternSite> {
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/shown.svg') {
      const isShown = request.headers['sec-fetch-dest'] === 'image';
      response.writeHead(isShown ? 200 : 403, { 'Content-Type': 'image/svg+xml' }).end(SHOWN);
      return;
    }
    if (url.pathname === '/held.svg') {
      held.push(response.writeHead(200, { 'Content-Type': 'image/svg+xml' }));
      return;
    }
    const policy = url.searchParams.get('policy') ?? '';
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    response.end(document(url.searchParams.get('more') ?? ''));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url({ width = 0, height = 0 }, more = '', policy = '') {
      const query = new URLSearchParams({ width: String(width), height: String(height), more, policy });
      return `http://127.0.0.1:${port}/?${query}`;
    },
    shownUrl: `http://cdn.test:${port}/shown.svg`,
    heldUrl: `http://127.0.0.1:${port}/held.svg`,
    letCome() {
      for (const response of held.splice(0)) response.end(SHOWN);
    },
    browserArgs: ['--host-resolver-rules=MAP cdn.test 127.0.0.1'],
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** How a picture differs from the pattern, in words; nothing where each of its pixels is right. */
export async function flawsOf(
  page: Page,
  picture: Uint8Array,
  /** Where its corner is in the pattern. */
  corner: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
  patches: readonly Patch[] = [],
): Promise<string> {
  const base64 = Buffer.from(picture).toString('base64');
  const examine = async (text: string, left: number, top: number, covers: readonly Patch[]) => {
    const blob = await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    let wrong = 0;
    let first = '';
    for (let y = top; y < top + height; y++) {
      const inRow = covers.filter((cover) => y >= cover.y && y < cover.y + cover.height);
      for (let x = left; x < left + width; x++) {
        const cover = inRow.find((one) => x >= one.x && x < one.x + one.width);
        const [red, green, blue] = cover?.colour ?? [
          x & 255,
          y & 255,
          (((x >> 8) & 15) << 4) | ((y >> 8) & 15),
        ];
        const at = ((y - top) * width + x - left) * 4;
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) continue;
        wrong += 1;
        first ||= `first ${x},${y}: ${data.slice(at, at + 4).join(' ')} in place of ${red} ${green} ${blue}`;
      }
    }
    return wrong === 0 ? '' : `${wrong} of ${width}×${height} pixels, ${first}`;
  };
  return await page.evaluate(examine, base64, corner.x, corner.y, patches);
}

/** Width and height of a PNG. */
export function sizeOfPng(picture: Uint8Array): readonly [number, number] {
  const header = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  return [header.readUInt32BE(16), header.readUInt32BE(20)];
}
