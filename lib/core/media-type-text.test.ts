import { expect, test } from 'vitest';
import { sendableType } from './media-type-text.ts';

test.each([
  'image/png',
  'image/svg+xml',
  'application/vnd.oasis.opendocument.text',
  'text/plain;charset=utf-8',
  'text/html; charset="utf-8"',
  `a/${'b'.repeat(125)}`,
])('U6: %s is sent as it is', (type) => {
  expect(sendableType(type)).toBe(type);
});

test.each([
  '',
  'png',
  'a/',
  '/b',
  'a/b/c',
  'a/ü',
  'a/b\r\nX: y',
  'a/b;',
  'a/b; c',
  `a/${'b'.repeat(126)}`,
  'a b/c',
])('U6: %j is no type, and nothing is said of the file', (type) => {
  expect(sendableType(type)).toBe('application/octet-stream');
});
