import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
import { toPlainError, UploadError } from '../core/upload-error.ts';
import { createEntry } from '../engine/job-entry.ts';
import { viewOfJob } from '../engine/job-view.ts';
import { sampleJob } from '../engine/testing/sample-job.ts';
import { historyExportSchema } from '../protocol/history-export.ts';
import { parse } from '../protocol/parse.ts';
import { type ExportFormat, exportHistory } from './history-export.ts';

const view = (facts: Partial<UploadJob> = {}) => viewOfJob(createEntry(sampleJob(facts)), 0);
const stored = view({
  name: '=cmd|" /C calc"!A1',
  createdAtMs: Date.UTC(2026, 0, 2),
  mimetype: 'text/plain',
  destinationKey: 'SECRET-key',
  webSource: {
    kind: 'file',
    url: 'https://site.example/?token=SECRET',
    pageUrl: 'https://site.example/SECRET',
  },
  session: { uri: 'SECRET', uploadId: 'SECRET', region: 'SECRET', locationUrl: 'SECRET' },
  state: {
    name: 'succeeded',
    elapsedMs: 1,
    file: {
      handle: 'h',
      url: 'https://cdn.example/h',
      container: 'c',
      key: 'k/a',
      workflows: 'SECRET',
    },
  },
});
const error = toPlainError(new UploadError('auth', 'SECRET', { serverText: 'SECRET' }));
const failed = view({ name: 'ü.txt', state: { name: 'failed', error, canRetry: false, atMs: 1 } });

const nowMs = new Date(2026, 10, 23, 12).getTime();

async function write(format: ExportFormat, ...pages: (typeof stored)[][]) {
  async function* given() {
    yield* pages;
  }
  const counts: number[] = [];
  const file = await exportHistory(given(), format, nowMs, (count) => counts.push(count));
  return {
    file,
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer()),
    counts,
  };
}

test('a CSV begins with the mark of UTF-8 and a row of names, and holds no formula', async () => {
  const { file, text, counts } = await write('csv', [stored], [], [failed]);
  expect(file.name).toBe('uploads-2026-11-23.csv');
  expect(text.split('\r\n')).toEqual([
    '\ufeff"name","folder","sizeBytes","type","state","begun","link","handle","container","key","error"',
    `"'=cmd|"" /C calc""!A1","",11,"text/plain","succeeded","2026-01-02T00:00:00.000Z","https://cdn.example/h","h","c","k/a",""`,
    '"ü.txt","",11,"application/octet-stream","failed","1970-01-01T00:00:00.001Z","","","","","auth"',
    '',
  ]);
  expect(counts).toEqual([1, 1, 2]);
});

test.each([0, 1, 2, 3])('a JSON of %i pages is one of its schema', async (count) => {
  const pages = Array.from({ length: count }, () => [stored, failed]);
  const { file, text } = await write('json', [], ...pages);
  expect(file.name).toBe('uploads-2026-11-23.json');
  const { version, uploads } = parse(historyExportSchema, JSON.parse(text), 'the file');
  expect(version).toBe(1);
  expect(uploads.map(({ name }) => name)).toEqual(pages.flat().map(({ name }) => name));
});

test('no file tells what a server said, where an upload came from, or by which account', async () => {
  for (const format of ['csv', 'json'] as const) {
    expect((await write(format, [stored, failed])).text).not.toContain('SECRET');
  }
});
