import { expect, test } from 'vitest';
import { locatePicture, pictureName } from './page-image.ts';

const locate = (srcUrl: string) => locatePicture({ srcUrl, frameUrl: 'https://site.example/page' });

test('pictures of the page itself and in the address can be read', () => {
  expect(locate('https://site.example/a.png')).toEqual({ kind: 'page' });
  expect(locate('blob:https://site.example/1234')).toEqual({ kind: 'page' });
  expect(locate('data:image/png;base64,AAAA')).toEqual({ kind: 'data' });
});

test('a picture of another origin is said to be elsewhere', () => {
  for (const url of [
    'https://cdn.site.example/a.png',
    'http://site.example/a.png',
    'https://site.example:8443/a.png',
  ]) {
    expect(locate(url)).toEqual({ kind: 'elsewhere', origin: new URL(url).origin });
  }
});

test('addresses that run code or reach into the browser are refused', () => {
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'chrome://settings',
    'data:text/html,<b>',
    'nothing',
  ]) {
    expect(() => locate(url)).toThrow(/no picture/);
  }
});

test('a picture is named after its address', () => {
  expect(pictureName('https://site.example/a/caf%C3%A9.png?x=1#y')).toBe('café.png');
  expect(pictureName('https://site.example/a/%E0%A4%A.png')).toBe('%E0%A4%A.png');
  expect(pictureName('https://site.example/')).toBe('image');
  expect(pictureName('data:image/svg+xml,<svg/>')).toBe('image.svg');
  expect(pictureName('blob:https://site.example/1234')).toBe('image');
});
