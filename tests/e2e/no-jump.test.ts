import { expect, test } from 'vitest';
import { MIB } from '../faults/bench.ts';
import { useScene } from '../faults/scene.ts';

const scene = useScene();

test.each([320, 380, 1000])(
  'in a page %i pixels wide nothing moves and no button changes its size while bytes are sent',
  async (width) => {
    const { page, proxy } = scene;
    await page.setViewport({ width, height: 700 });
    await scene.bench.configure({ upload: { partSize: 5 * MIB, maxConcurrentUploads: 1 } });
    proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: 4_000_000 } });
    const files = [
      await scene.choose(`still ${width} a.bin`, 10 * MIB),
      await scene.choose(`still ${width} b.bin`, 10 * MIB),
    ];
    for (const file of files) await file.row.shows('uploading');
    const seen = await page.evaluate(async () => {
      const places = new Set<string>();
      const texts = new Set<string>();
      const isUploading = () => document.querySelectorAll('li[data-state=uploading]').length === 2;
      while (isUploading()) {
        const boxes = [...document.querySelectorAll('main li, main li button, main li progress')].map(
          (element) => {
            const { x, y, width: wide, height } = element.getBoundingClientRect();
            return [x, y, wide, height].map(Math.round).join(' ');
          },
        );
        places.add(boxes.join('\n'));
        for (const row of document.querySelectorAll('main li')) texts.add(row.textContent ?? '');
        await new Promise(requestAnimationFrame);
      }
      return { places: [...places], texts: [...texts] };
    });
    // It was looked at while speed and time came and numbers grew.
    expect(seen.texts.length).toBeGreaterThan(5);
    expect(seen.texts.some((text) => /of 10\.5 MB.*\/s.*left/.test(text))).toBe(true);
    expect(seen.places).toHaveLength(1);
    for (const file of files) await file.isStored();
  },
);

test('a part that is sent again is told with what failed, which try of how many comes, and when', async () => {
  const { proxy } = scene;
  await scene.bench.configure({
    upload: {
      partSize: 5 * MIB,
      retryOptions: { retries: 4, minTimeout: 6_000, maxTimeout: 6_000, factor: 1 },
    },
  });
  proxy.inject({ match: { step: 'put' }, times: 1, do: { kind: 'status', status: 503 } });
  const file = await scene.choose('sent again.bin', MIB);
  await file.row.says(/Server overloaded.*Try 2 of 5 in [1-6] sec/);
  await file.isStored();
});
