import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkStoreOptions } from '../../lib/client/store-options.ts';
import { checkUploadOptions } from '../../lib/client/upload-options.ts';
import { uploadOptionRanges } from '../../lib/core/upload-options.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/client.md'), 'utf8');

/** The rows of the table under a heading, without its head. */
function table(heading: string): readonly (readonly string[])[] {
  const section = text.slice(text.indexOf(`### ${heading}\n`) + 4).split('\n#')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
}

const unquoted = (cell = '') => cell.replaceAll('`', '');

test('the page tells the range and the default of every upload option', () => {
  const { retryOptions, ...options } = checkUploadOptions({});
  const defaults: Readonly<Record<string, unknown>> = { ...options, ...retryOptions };
  const rows = table('Upload options').map(([name, range, preset]) => ({
    name: unquoted(name).replace('retryOptions.', ''),
    range,
    preset: unquoted(preset),
  }));
  for (const [name, value] of Object.entries(defaults)) {
    expect(rows).toContainEqual(expect.objectContaining({ name, preset: String(value) }));
  }
  for (const [name, { min, max }] of Object.entries(uploadOptionRanges)) {
    const range = expect.stringContaining(`${min} to ${max}`);
    expect(rows).toContainEqual(expect.objectContaining({ name, range }));
  }
});

test('every option of the page is one, and those that are not are refused', () => {
  const samples: Readonly<Record<string, unknown>> = {
    workflows: ['w'],
    location: 's3',
    access: 'public',
    sanitizer: true,
    disableStorageKey: true,
    base64decode: true,
    tags: { a: 'b' },
  };
  for (const [name] of table('Store options')) {
    const option = unquoted(name);
    expect(() => checkStoreOptions({ [option]: samples[option] ?? 'a' })).not.toThrow();
  }
  for (const [name] of table('Callbacks')) {
    expect(() => checkUploadOptions({ [unquoted(name)]: () => undefined })).not.toThrow();
    expect(() => checkUploadOptions({ [unquoted(name)]: 'none' })).toThrow('must be a function');
  }
  expect(table('Callbacks')).toHaveLength(6);
  expect(table('Store options')).toHaveLength(13);
});
