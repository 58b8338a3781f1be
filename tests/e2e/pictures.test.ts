import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPictureOptions, type PictureOptions } from '../../lib/core/picture-options.ts';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { rowOf } from '../faults/rows.ts';
import { type Harness, startHarness } from './harness.ts';
import { chooseMade } from './made-files.ts';
import { optionsOf } from './options-fields.ts';
import { fileOf } from './pages/site.ts';
import { colourOf, pixelsOf } from './pixels.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.openPage('uploads.html');
});
afterAll(() => harness.close());

const located = (name: string) =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, '../pictures', name)));
const demo = (name: string) => new Uint8Array(readFileSync(fileOf(name)));

interface Stored {
  readonly job: JobView;
  readonly bytes: Buffer;
}

async function upload(
  name: string,
  bytes: Uint8Array,
  type: string,
  wishes: Partial<PictureOptions>,
): Promise<Stored> {
  await harness.configure({ pictures: { ...defaultPictureOptions, ...wishes } });
  const [job] = await chooseMade(page, [{ name, bytes, type }]);
  if (job === undefined) throw new Error('the job is missing');
  const { container = '', key } = job.file ?? {};
  return {
    job,
    bytes: Buffer.from(key === undefined ? [] : await readObject(harness.backend.s3, container, key)),
  };
}

const sizeOf = async (bytes: Uint8Array) => (await pixelsOf(page, bytes)).split(' ')[0];

/** A picture that the browser itself has drawn and written. */
async function drawn(
  type: string,
  colour: string,
  space: 'srgb' | 'display-p3' = 'srgb',
): Promise<Uint8Array> {
  const base64 = await page.evaluate(
    async (mimetype: string, fill: string, colorSpace: 'srgb' | 'display-p3') => {
      const canvas = new OffscreenCanvas(200, 100);
      const context = canvas.getContext('2d', { colorSpace });
      if (context !== null) context.fillStyle = fill;
      context?.fillRect(0, 0, 200, 100);
      const blob = await canvas.convertToBlob({ type: mimetype, quality: 1 });
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    },
    type,
    colour,
    space,
  );
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

const pictures = [
  ['located.jpg', 'image/jpeg'],
  ['located.png', 'image/png'],
  ['located.webp', 'image/webp'],
  ['located.avif', 'image/avif'],
] as const;

test.each(pictures)('M12: unless it is wished, %s keeps every byte', async (name, type) => {
  const original = located(name);
  const { job, bytes } = await upload(name, original, type, {});
  expect(bytes.equals(original)).toBe(true);
  expect(job.treatments).toBeUndefined();
});

test.each(pictures)(
  'M12: %s loses the place where it was taken, and no pixel, colour or orientation',
  async (name, type) => {
    const original = located(name);
    const { job, bytes } = await upload(name, original, type, { removesMetadata: true });
    expect(Buffer.from(original).toString('latin1')).toMatch(/SECRET-CAMERA/);
    expect(bytes.toString('latin1')).not.toMatch(/SECRET|GPS/);
    expect(await pixelsOf(page, bytes)).toBe(await pixelsOf(page, original));
    // Chromium turns pictures of all these kinds but WebP.
    expect(await sizeOf(bytes)).toBe(type === 'image/webp' ? '64×48' : '48×64');
    expect(job).toMatchObject({ name, mimetype: type, sizeBytes: bytes.length });
    expect(job.treatments).toEqual([{ kind: 'metadata-removed' }]);
    await rowOf(page, job.id).says(/Metadata removed\./);
    expect(job.file?.key).toMatch(new RegExp(`^[A-Za-z0-9]{20}_${name}$`));
  },
);

test('M12: a picture whose metadata can’t be removed is not uploaded, and the row says what to do', async () => {
  const tiff = new TextEncoder().encode('II*\0 and the place where it was taken');
  const { job } = await upload('photo.tif', tiff, 'image/tiff', { removesMetadata: true });
  expect(job).toMatchObject({ state: 'failed', canRetry: false, error: { details: { step: 'metadata' } } });
  await rowOf(page, job.id).says(/Nothing was uploaded: the metadata of this picture \(image\/tiff\)/);
  const broken = located('located.png').slice(0, 3_000);
  expect((await upload('half.png', broken, 'image/png', { removesMetadata: true })).job.state).toBe('failed');
  const unknown = new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode('ftypnew1'), 0, 1, 2]);
  expect((await upload('new.heic', unknown, 'image/heic', { removesMetadata: true })).job.state).toBe(
    'failed',
  );
});

test('what is no picture by its bytes keeps every byte, whatever it is called', async () => {
  const text = new TextEncoder().encode('not a picture');
  const wishes = { removesMetadata: true, convertTo: 'png', longestSide: 16 } as const;
  const { job, bytes } = await upload('text.webp', text, 'image/webp', wishes);
  expect(bytes.equals(text)).toBe(true);
  expect(job.treatments).toBeUndefined();
});

test('a WebP becomes a PNG of the very same pixels', async () => {
  const original = demo('modern.webp');
  const { job, bytes } = await upload('modern.webp', original, 'image/webp', { convertTo: 'png' });
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(await pixelsOf(page, bytes)).toBe(await pixelsOf(page, original));
  expect(job).toMatchObject({ name: 'modern.webp', mimetype: 'image/png' });
  expect(job.file?.key).toMatch(/_modern\.png$/);
  await rowOf(page, job.id).says(/Converted from WEBP to PNG\..*Name in the store: modern\.png/);
});

test('an AVIF becomes a JPEG that lies and looks as it did', async () => {
  const original = located('located.avif');
  const { job, bytes } = await upload('located.avif', original, 'image/avif', { convertTo: 'jpeg' });
  expect(job).toMatchObject({ mimetype: 'image/jpeg' });
  expect(job.file?.key).toMatch(/_located\.jpg$/);
  expect(bytes.toString('latin1')).not.toMatch(/SECRET/);
  expect(await sizeOf(bytes)).toBe('48×64');
  const [before, after] = [await colourOf(page, original), await colourOf(page, bytes)];
  for (const [index, value] of before.entries())
    expect(Math.abs(value - (after[index] ?? 0))).toBeLessThan(16);
});

test('a picture with transparency becomes a PNG where a JPEG was wished for', async () => {
  const original = await drawn('image/webp', 'rgb(255 0 0 / 50%)');
  const { job, bytes } = await upload('clear.webp', original, 'image/webp', { convertTo: 'jpeg' });
  expect(job.treatments).toEqual([{ kind: 'converted', from: 'image/webp', to: 'image/png' }]);
  const [before, after] = [await colourOf(page, original), await colourOf(page, bytes)];
  expect(after[3]).toBe(before[3]);
  // A canvas keeps colours multiplied by how opaque they are.
  for (const [index, value] of before.entries())
    expect(Math.abs(value - (after[index] ?? 0))).toBeLessThan(6);
});

test('a larger picture is scaled down, one that fits keeps every byte', async () => {
  const original = demo('photo.jpg');
  const scaled = await upload('photo.jpg', original, 'image/jpeg', { longestSide: 100 });
  expect(await sizeOf(scaled.bytes)).toBe('100×75');
  expect(scaled.job).toMatchObject({ mimetype: 'image/jpeg' });
  expect(scaled.job.treatments).toEqual([{ kind: 'scaled', width: 100, height: 75 }]);
  await rowOf(page, scaled.job.id).says(/Scaled down to 100 × 75 pixels\./);
  const fits = await upload('photo.jpg', original, 'image/jpeg', { longestSide: 320 });
  expect(fits.bytes.equals(original)).toBe(true);
});

test('a picture that lies on its side is scaled as it is seen', async () => {
  const { bytes } = await upload('located.jpg', located('located.jpg'), 'image/jpeg', { longestSide: 32 });
  expect(await sizeOf(bytes)).toBe('24×32');
});

test('colours that sRGB has not are kept when a picture is scaled', async () => {
  const original = await drawn('image/png', 'color(display-p3 1 0 0)', 'display-p3');
  const { bytes } = await upload('red.png', original, 'image/png', { longestSide: 100 });
  expect(await sizeOf(bytes)).toBe('100×50');
  const colour = await page.evaluate(async (base64: string) => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const context = new OffscreenCanvas(1, 1).getContext('2d', { colorSpace: 'display-p3' });
    context?.drawImage(await createImageBitmap(blob), 0, 0);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
  }, bytes.toString('base64'));
  expect(colour[0]).toBeGreaterThan(252);
  expect(Math.max(colour[1] ?? 255, colour[2] ?? 255)).toBeLessThan(3);
});

test('a picture that moves keeps every byte, and the row says why', async () => {
  const original = located('moving.webp');
  const { job, bytes } = await upload('moving.webp', original, 'image/webp', {
    convertTo: 'png',
    longestSide: 16,
  });
  expect(bytes.equals(original)).toBe(true);
  await rowOf(page, job.id).says(/Neither converted nor scaled: the picture moves/);
});

test('a picture that the browser can’t read is stored as it is, and the row says so', async () => {
  const broken = demo('modern.webp').slice(0, 60);
  const { job, bytes } = await upload('broken.webp', broken, 'image/webp', { convertTo: 'png' });
  expect(bytes.equals(broken)).toBe(true);
  await rowOf(page, job.id).says(/Neither converted nor scaled: the browser can’t read this picture/);
});

test('the options for pictures are off until they are chosen, and are kept', async () => {
  await harness.configure();
  const options = await harness.openPage('options.html');
  const box = () => options.waitForSelector('::-p-aria([name="Remove metadata"][role="checkbox"])');
  const isOn = async () =>
    await (await box())?.evaluate((input) => input instanceof HTMLInputElement && input.checked);
  const value = (name: string, role: string) =>
    options.$eval(`::-p-aria([name="${name}"][role="${role}"])`, (field) => Reflect.get(field, 'value'));
  const fields = async () => [
    await isOn(),
    await value('Convert WebP and AVIF', 'combobox'),
    await value('Longest side, in pixels', 'textbox'),
    await value('Quality of JPEG and WebP', 'textbox'),
  ];
  expect(await fields()).toEqual([false, 'off', '', '90']);
  await (await box())?.click();
  await options.locator('::-p-aria([name="Convert WebP and AVIF"][role="combobox"])').fill('jpeg');
  const form = optionsOf(options);
  await form.enter('Longest side, in pixels', '8');
  expect(await form.beside('Longest side, in pixels')).toContain('must be');
  await form.enter('Longest side, in pixels', '2048');
  await expect
    .poll(async () => JSON.stringify(await options.evaluate('browser.storage.local.get("settings")')))
    .toContain('"longestSide":2048');
  await options.reload();
  await box();
  expect(await fields()).toEqual([true, 'jpeg', '2048', '90']);
  await options.close();
  await harness.configure();
});
