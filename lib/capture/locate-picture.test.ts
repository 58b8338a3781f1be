import { describe, expect, test } from 'vitest';
import { locatePicture } from './locate-picture.ts';

const locate = (srcUrl: string, frameUrl = 'https://site.example/page', tabUrl = frameUrl) =>
  locatePicture({ srcUrl, frameUrl, tabUrl });

test('a picture is in its address, in its page, or on the web', () => {
  expect(locate('data:image/png;base64,AAAA')).toEqual({ kind: 'data' });
  expect(locate('blob:https://site.example/1234')).toEqual({ kind: 'page' });
  expect(locate('blob:null/1234')).toEqual({ kind: 'page' });
  expect(locate('https://site.example/a.png')).toEqual({ kind: 'web', isOwnSite: true });
});

test.each(['https://cdn.site.example/a.png', 'http://site.example/a.png', 'https://site.example:8443/a.png'])(
  '%s is another site than https://site.example',
  (url) => {
    expect(locate(url)).toEqual({ kind: 'web', isOwnSite: false });
  },
);

describe('M6: an address that is no picture’s is refused: javascript:, file:, chrome-extension:, filesystem: and the like', () => {
  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'chrome://settings',
    'chrome-extension://abc/icon.png',
    'filesystem:https://site.example/temporary/a.png',
    'ftp://site.example/a.png',
    'data:text/html,<b>',
    'nothing',
    '',
  ])('%s', (url) => {
    expect(() => locate(url)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ capture: 'address' }) }),
    );
  });
});

describe('M10: a private address is asked for only by pages of that very host', () => {
  const refusal = expect.objectContaining({
    details: expect.objectContaining({ capture: 'private-address' }),
  });

  test.each([
    'http://127.0.0.1/a.png',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest',
    'http://nas/a.png',
  ])('refused from a public page: %s', (url) => {
    expect(() => locate(url)).toThrow(refusal);
  });

  test('allowed when the tab or the frame is there, whatever the port', () => {
    const url = 'http://192.168.1.1:8080/a.png';
    expect(locate(url, 'http://192.168.1.1/')).toEqual({ kind: 'web', isOwnSite: false });
    expect(locate(url, 'about:srcdoc', 'http://192.168.1.1/')).toEqual({ kind: 'web', isOwnSite: false });
    expect(() => locate(url, 'http://192.168.1.2/')).toThrow(refusal);
    expect(() => locate(url, 'about:blank', 'about:blank')).toThrow(refusal);
  });
});
