import { afterEach, expect, test, vi } from 'vitest';
import { afterFrame } from './after-frame.ts';

afterEach(() => vi.unstubAllGlobals());

test('what waits for a frame goes on after what is done for that frame', async () => {
  const order: string[] = [];
  vi.stubGlobal('requestAnimationFrame', (begin: () => void) => {
    queueMicrotask(() => {
      begin();
      queueMicrotask(() => order.push('drawn'));
    });
  });
  vi.stubGlobal('setTimeout', () => 0);
  await afterFrame();
  expect(order).toEqual(['drawn']);
});

test('in a page that is not drawn, it goes on all the same', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  await expect(afterFrame()).resolves.toBeUndefined();
});
