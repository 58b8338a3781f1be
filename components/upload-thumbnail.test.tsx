// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';
import { ThumbnailContext, UploadThumbnail } from './upload-thumbnail.tsx';

const src = 'data:image/webp;base64,AAAA';
const picture = sampleView({ name: 'a.png', mimetype: 'image/png', state: 'uploading' });

/** Brings what is watched on screen. */
let scroll = (): void => undefined;

class FakeObserver {
  constructor(callback: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
    scroll = () => callback([{ isIntersecting: true }]);
  }
  observe(): void {}
  disconnect(): void {}
}

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

async function show(job: JobView, ask: (id: JobView['id']) => Promise<string | null>): Promise<void> {
  vi.stubGlobal('IntersectionObserver', FakeObserver);
  render(
    <ThumbnailContext.Provider value={ask}>
      <UploadThumbnail job={job} />
    </ThumbnailContext.Provider>,
    document.body,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const shown = () => document.querySelector('img')?.getAttribute('src');

test('a small picture is asked for once its row is on screen, and an icon holds its place until then', async () => {
  const ask = vi.fn(async () => src);
  await show(picture, ask);
  expect(ask).not.toHaveBeenCalled();
  expect(document.querySelector('.thumbnail svg')).not.toBeNull();
  scroll();
  await vi.waitFor(() => expect(shown()).toBe(src));
  expect(ask).toHaveBeenCalledExactlyOnceWith(picture.id);
});

test('one that is not drawn yet is asked for again when the upload has ended', async () => {
  const ask = vi.fn<() => Promise<string | null>>().mockResolvedValueOnce(null).mockResolvedValue(src);
  await show(picture, ask);
  scroll();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  await show({ ...picture, state: 'succeeded' }, ask);
  await vi.waitFor(() => expect(shown()).toBe(src));
});

test('nobody asks for a small picture of what is none', async () => {
  const ask = vi.fn(async () => src);
  scroll = () => undefined;
  await show({ ...picture, name: 'a.zip', mimetype: 'application/zip' }, ask);
  scroll();
  await show({ ...picture, state: 'staging' }, ask);
  scroll();
  expect(ask).not.toHaveBeenCalled();
});
