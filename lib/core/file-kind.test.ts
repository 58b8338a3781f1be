import { expect, test } from 'vitest';
import { fileKind } from './file-kind.ts';

test.each([
  ['a.bin', 'image/png', 'pictures'],
  ['a.bin', 'VIDEO/mp4', 'video'],
  ['a', 'audio/ogg; codecs=opus', 'audio'],
  ['a', 'text/plain', 'documents'],
  ['a', 'application/pdf', 'documents'],
  ['a', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'documents'],
  ['A.HEIC', '', 'pictures'],
  ['a.pdf', 'application/octet-stream', 'documents'],
  ['a.zip', 'application/zip', 'other'],
  ['constructor.constructor', '', 'other'],
  ['a', 'constructor/x', 'other'],
  ['', '', 'other'],
] as const)('%s of type "%s" is one of %s', (name, mimetype, kind) => {
  expect(fileKind({ name, mimetype })).toBe(kind);
});
