import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, presign, type TestStore } from './testing/open-test-store.ts';

let store: TestStore;
let skewMs = 0;
beforeAll(async () => {
  store = await openTestStore({ now: () => Date.now() + skewMs });
});
afterAll(() => store.discard());

const minuteMs = 60_000;

const put = (url: string) => fetch(url, { method: 'PUT', body: 'x' });

describe('a store whose clock differs', () => {
  it.each([-16, 16])('by %d minutes refuses signed headers, and says its own time', async (minutes) => {
    skewMs = minutes * minuteMs;
    const answer = await store.send('PUT', 'k', { body: 'x' });
    const text = await answer.text();
    expect(text).toContain('<Code>RequestTimeTooSkewed</Code>');
    const serverTime = /<ServerTime>(.*?)</.exec(text)?.[1] ?? '';
    expect(Math.abs(Date.parse(serverTime) - Date.now() - skewMs)).toBeLessThan(5000);
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now() - skewMs)).toBeLessThan(5000);
  });

  it.each([-14, 14])('by %d minutes takes signed headers', async (minutes) => {
    skewMs = minutes * minuteMs;
    expect((await store.send('PUT', 'k', { body: 'x' })).status).toBe(200);
  });

  it('takes a presigned URL to its last second and not after', async () => {
    skewMs = 0;
    const url = await presign(store.url, 'k', 600);
    skewMs = 598_000;
    expect((await put(url)).status).toBe(200);
    skewMs = 602_000;
    const answer = await put(url);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Message>Request has expired</Message>');
  });

  it('refuses a presigned URL from the future', async () => {
    skewMs = 0;
    const url = await presign(store.url, 'k', 60);
    skewMs = -20 * minuteMs;
    expect(await (await put(url)).text()).toContain('<Message>Request is not valid yet</Message>');
  });
});
