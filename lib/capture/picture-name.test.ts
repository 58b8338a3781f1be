import { describe, expect, test } from 'vitest';
import { pictureName } from './picture-name.ts';

test('a picture is named after its address', () => {
  const named = (url: string) => pictureName({ url });
  expect(named('https://site.example/a/caf%C3%A9.png?x=1#y')).toBe('café.png');
  expect(named('https://site.example/a/%E0%A4%A.png')).toBe('%E0%A4%A.png');
  expect(named('https://site.example/')).toBe('image');
  expect(named('data:image/svg+xml,<svg/>')).toBe('image');
  expect(named('blob:https://site.example/1234')).toBe('image');
});

describe('what its server calls it comes first', () => {
  const named = (disposition: string) => pictureName({ url: 'https://site.example/get?id=5', disposition });

  test.each([
    ['attachment; filename="summer day.png"', 'summer day.png'],
    ['inline; filename=plain.png', 'plain.png'],
    ['inline; filename="a \\"quoted\\" name.png"', 'a "quoted" name.png'],
    ["attachment; filename=ascii.png; filename*=UTF-8''%E5%A4%8F.png", '夏.png'],
    ['attachment; FILENAME="Upper.PNG"', 'Upper.PNG'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\x\\\\y.png"', 'y.png'],
  ])('%s', (disposition, name) => {
    expect(named(disposition)).toBe(name);
  });

  test.each([
    'inline',
    'attachment; filename=""',
    'attachment; filename=".."',
    'attachment; filename="a/"',
    '',
  ])('but not where that is no name: %s', (disposition) => {
    expect(named(disposition)).toBe('get');
  });
});

describe('the extension is that of its bytes', () => {
  test.each([
    ['photo.jpg', 'image/jpeg', 'photo.jpg'],
    ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
    ['photo.jpg', 'image/webp', 'photo.webp'],
    ['photo', 'image/png', 'photo.png'],
    ['photo.php', 'image/png', 'photo.php.png'],
    ['v1.2', 'image/gif', 'v1.2.gif'],
    ['photo.png', 'image/unheard-of', 'photo.png'],
  ])('%s of %s is %s', (path, mimetype, name) => {
    expect(pictureName({ url: `https://site.example/${path}`, mimetype })).toBe(name);
  });
});

describe('where the address says nothing, the page does', () => {
  const page = { label: ' A red\n fox / vixen ', pageTitle: 'Animals' };
  const named = (path: string, words = page) =>
    pictureName({ url: `https://site.example/${path}`, mimetype: 'image/png', ...words });

  test.each([
    '',
    'image',
    'thumb.php',
    '12345.png',
    'd41d8cd98f00b204e9800998ecf8427e.jpg',
    '123e4567-e89b-12d3-a456-426614174000',
    'Qx3ZbT9kLmN0pRsUvWy12A',
  ])('%j', (path) => {
    expect(named(path)).toBe('A red fox vixen.png');
    expect(named(path, { label: '', pageTitle: 'Animals' })).toBe('Animals.png');
  });

  test.each(['sunset.jpg', 'IMG_1234.jpg', 'v1.2', 'my-holidays-in-the-mountains-2026.png'])(
    'but not %j',
    (path) => {
      expect(named(path)).not.toContain('fox');
    },
  );

  test('and the vague address does where the page says nothing either', () => {
    expect(named('12345.png', { label: '..', pageTitle: '' })).toBe('12345.png');
  });

  test('and nobody does what its server calls it', () => {
    const disposition = 'inline; filename="1.png"';
    expect(pictureName({ url: 'https://site.example/', disposition, ...page })).toBe('1.png');
  });
});
