import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { captureTroubles, errorCodes, type PlainError, sourceTroubles } from '../core/upload-error.ts';
import { errorKeys, isForOptions } from './error-keys.ts';

const locales = resolve(import.meta.dirname, '../../public/_locales');
const messagesSchema = v.record(v.string(), v.looseObject({ message: v.string() }));

const error = (code: PlainError['code'], details: PlainError['details'] = {}): PlainError => ({
  code,
  message: '',
  details,
});

/** Every error that is told of in its own words. */
const errors: readonly (readonly [string, PlainError])[] = [
  ...errorCodes.map((code) => [code, error(code)] as const),
  ...captureTroubles.map((capture) => [capture, error('source-gone', { step: 'capture', capture })] as const),
  ...sourceTroubles.map((source) => [source, error('source-gone', { step: 'read', source })] as const),
  ['no room for a name', error('limit', { step: 'name' })],
  ['metadata', error('limit', { step: 'metadata', found: 'image/tiff' })],
  ['a slow file', error('timeout', { step: 'read' })],
  ['perhaps stored', error('upload-gone', { step: 'complete', mayBeStored: true })],
  ['perhaps stored, a day later', error('timeout', { step: 'complete', mayBeStored: true })],
  ['a link to nothing', error('upload-gone', { step: 'verify', status: 404, origin: 'https://cdn.test' })],
  ['a part refused', error('auth', { step: 'put', status: 403, origin: 'https://s3.test' })],
  ['a key refused', error('auth', { step: 'start', status: 401, origin: 'https://api.test' })],
  ['a file in another account', error('auth', { step: 'account' })],
  ['a proxy', error('network', { step: 'start', status: 407, origin: 'https://api.test' })],
  ['a host with a certificate', error('network', { step: 'put', origin: 'https://s3.test' })],
  ['a status of the server', error('server', { step: 'start', status: 502, origin: 'https://api.test' })],
];

describe.each(readdirSync(locales))('in %s', (locale) => {
  const messages = v.parse(
    messagesSchema,
    JSON.parse(readFileSync(resolve(locales, locale, 'messages.json'), 'utf8')),
  );

  test.each(errors)('the error %s has a title, a cause and a next action', (_name, of) => {
    const { title, cause, action } = errorKeys(of);
    const texts = [title, cause, action].map((key) => messages[key]?.message ?? '');
    expect(texts.every((text) => text.trim() !== '')).toBe(true);
    expect(new Set(texts).size).toBe(3);
  });
});

test('a link that leads to nothing is not told as an upload that the server has forgotten', () => {
  const gone = errorKeys(error('upload-gone', { step: 'verify', status: 404, origin: 'https://cdn.test' }));
  expect(gone).not.toEqual(errorKeys(error('upload-gone')));
});

test('no two error codes have one title', () => {
  const titles = errorCodes.map((code) => errorKeys(error(code)).title);
  expect(new Set(titles).size).toBe(errorCodes.length);
});

test('what the options can mend is known, and nothing else', () => {
  const mended = errorCodes.filter((code) => isForOptions(error(code)));
  expect(mended).toEqual(['auth', 'rejected', 'protocol']);
  expect(isForOptions(error('network', { step: 'start' }))).toBe(true);
  expect(isForOptions(error('network', { step: 'put' }))).toBe(false);
  expect(isForOptions(error('source-gone', { capture: 'too-large' }))).toBe(true);
});
