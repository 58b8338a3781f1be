import { describe, expect, test } from 'vitest';
import { UploadError } from '../core/upload-error.ts';
import { captureError } from './capture-error.ts';
import { type CapturedTab, obtainPicture, type PictureSources } from './obtain-picture.ts';

const PNG = '\x89PNG\r\n\x1a\n';
const bytes = (text: string) => new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]);
const source = (text: string, url = 'https://site.example/a.png') => ({
  blob: bytes(text),
  url,
  disposition: null,
});

const own = { srcUrl: 'https://site.example/a.png', frameUrl: 'https://site.example/' };
const other = { srcUrl: 'https://cdn.example/a.png', frameUrl: 'https://site.example/' };
const made = { srcUrl: 'blob:https://site.example/1', frameUrl: 'https://site.example/' };

/** Sources of which each has nothing unless it is given something, and that say in which order they were asked. */
function createSources(tab: Partial<CapturedTab> = {}, own: Partial<Omit<PictureSources, 'tab'>> = {}) {
  const asked: string[] = [];
  const gone = (): never => {
    throw captureError('page-gone', 'https://site.example/');
  };
  const noted = <Args extends readonly unknown[], T>(name: string, work: (...args: Args) => T) => {
    return (...args: Args): T => {
      asked.push(name);
      return work(...args);
    };
  };
  const sources: PictureSources = {
    tab: {
      fetch: noted('tab', tab.fetch ?? (async () => gone())),
      decode: noted('decode', tab.decode ?? (async () => gone())),
      crop: noted('crop', tab.crop ?? (async () => gone())),
      label: noted('label', tab.label ?? (async () => 'A fox')),
      take: tab.take ?? (async () => gone()),
      larger: tab.larger ?? (async () => undefined),
      selection: async () => gone(),
    },
    mayAsk: noted('may', own.mayAsk ?? (async () => false)),
    fetch: (url, pageUrl, credentials, signal) => {
      asked.push(credentials);
      return own.fetch?.(url, pageUrl, credentials, signal) ?? gone();
    },
  };
  return { asked, sources };
}

const signal = new AbortController().signal;
const because = (capture: string) =>
  expect.objectContaining({ details: expect.objectContaining({ capture }) });

test('what the page can read is all that is asked for', async () => {
  for (const click of [own, other, made]) {
    const { asked, sources } = createSources({ fetch: async () => source(PNG) });
    const { blob, note } = await obtainPicture(click, sources, signal);
    expect([blob.type, note]).toEqual(['image/png', undefined]);
    // Of what has no address, the page tells the name, too.
    expect(asked).toEqual(click === made ? ['tab', 'label'] : ['tab']);
  }
});

test('another site is asked without cookies, and with them only when that gave no picture', async () => {
  const login = createSources(
    {},
    {
      mayAsk: async () => true,
      fetch: async (_url, _page, credentials) => source(credentials === 'omit' ? '<!doctype html>' : PNG),
    },
  );
  await obtainPicture(other, login.sources, signal);
  expect(login.asked).toEqual(['tab', 'may', 'omit', 'may', 'include']);

  const open = createSources({}, { mayAsk: async () => true, fetch: async () => source(PNG) });
  await obtainPicture(other, open.sources, signal);
  expect(open.asked).toEqual(['tab', 'may', 'omit']);
});

test('a site that is not allowed is not asked: what is seen of its picture is stored, and said as such', async () => {
  const { asked, sources } = createSources({ crop: async () => new Blob(['x'], { type: 'image/png' }) });
  const { name, note } = await obtainPicture(
    { ...other, srcUrl: 'https://cdn.example/b.jpg' },
    sources,
    signal,
  );
  expect([name, note]).toEqual(['b.png', 'screen-crop']);
  expect(asked).toEqual(['tab', 'may', 'may', 'decode', 'crop']);
});

describe('of a picture that the page offers in a larger size', () => {
  const larger = 'https://site.example/large.png';
  const offersLarger = { larger: async () => larger };

  test('the larger file is stored', async () => {
    const { sources } = createSources({ ...offersLarger, fetch: async (url) => source(PNG, url) });
    expect(await obtainPicture(own, sources, signal)).toMatchObject({ name: 'large.png' });
  });

  test.each([
    [
      'that is not there',
      larger,
      async () => Promise.reject(captureError('status', larger, { status: 404 })),
    ],
    ['that has no end', larger, async () => Promise.reject(captureError('too-large', larger))],
    ['that is a page', larger, async () => source('<!doctype html>', larger)],
    ['on a host of a private network', 'http://192.168.0.1/a.png', async () => source(PNG)],
    ['of no kind that is uploaded', 'file:///etc/passwd', async () => source(PNG)],
  ])('what is shown is stored in place of one %s', async (_title, address, answer) => {
    const asked: string[] = [];
    const { sources } = createSources({
      larger: async () => address,
      fetch: async (url) => {
        asked.push(url);
        return url === own.srcUrl ? source(PNG) : await answer();
      },
    });
    expect(await obtainPicture(own, sources, signal)).toMatchObject({ name: 'a.png' });
    expect(asked).toEqual(address === larger ? [larger, own.srcUrl] : [own.srcUrl]);
  });

  test('nothing more is asked for once it is not wanted any more', async () => {
    const stop = new AbortController();
    const { asked, sources } = createSources({
      ...offersLarger,
      fetch: async (url) => {
        stop.abort(captureError('unreachable', url));
        throw captureError('unreachable', url);
      },
    });
    await expect(obtainPicture(own, sources, stop.signal)).rejects.toThrow('unreachable');
    expect(asked).toEqual(['tab']);
  });
});

test('pixels that the page may read come before a crop', async () => {
  const { asked, sources } = createSources({ decode: async () => new Blob(['x'], { type: 'image/png' }) });
  expect(await obtainPicture(made, sources, signal)).toMatchObject({ name: 'A fox.png', note: 'decoded' });
  expect(asked).toEqual(['tab', 'decode', 'label']);
});

describe('when nothing can be had, the reason is told that a person can do something about', () => {
  test('the host is not allowed', async () => {
    await expect(obtainPicture(other, createSources().sources, signal)).rejects.toThrow(because('elsewhere'));
  });

  test('what came is no picture', async () => {
    const { sources } = createSources({ fetch: async () => source('{"error":1}') });
    await expect(obtainPicture(own, sources, signal)).rejects.toThrow(
      expect.objectContaining({ details: expect.objectContaining({ capture: 'found', found: 'json' }) }),
    );
  });

  test('what the host itself answered', async () => {
    const refused = async () => {
      throw captureError('status', other.srcUrl, { status: 404 });
    };
    const { sources } = createSources({}, { mayAsk: async () => true, fetch: refused });
    await expect(obtainPicture(other, sources, signal)).rejects.toThrow(because('status'));
  });
});

test.each(['too-large', 'stalled', 'private-address'] as const)(
  'a source that is %s is given up, and not asked for in other ways',
  async (trouble) => {
    const { asked, sources } = createSources(
      {},
      {
        mayAsk: async () => true,
        fetch: async () => {
          throw captureError(trouble, other.srcUrl);
        },
      },
    );
    await expect(obtainPicture(other, sources, signal)).rejects.toThrow(because(trouble));
    expect(asked).toEqual(['tab', 'may', 'omit']);
  },
);

test('what is no longer wanted is not asked for in other ways', async () => {
  const { asked, sources } = createSources({
    fetch: async () => {
      throw new UploadError('cancelled', 'enough');
    },
  });
  await expect(obtainPicture(own, sources, signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(asked).toEqual(['tab']);
});

test('a picture in its address needs no page', async () => {
  const click = { srcUrl: 'data:image/png;base64,AAAA', frameUrl: 'https://site.example/' };
  const { asked, sources } = createSources({}, { fetch: async () => source(PNG) });
  expect(await obtainPicture(click, sources, signal)).toMatchObject({ name: 'A fox.png' });
  expect(asked).toEqual(['omit', 'label']);
});
