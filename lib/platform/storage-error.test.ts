import { expect, test } from 'vitest';
import { UploadError } from '../core/upload-error.ts';
import { newerVersionError, stagingError, storageError } from './storage-error.ts';

const named = (name: string) => new DOMException('refused', name);

test.each([
  'QuotaExceededError',
  'UnknownError',
  'AbortError',
  'InvalidStateError',
  'TransactionInactiveError',
])('F5 Q1 Q2: %s is an error of storage, of the journal as of a copy', (name) => {
  for (const error of [storageError(named(name)), stagingError(named(name))]) {
    expect(error).toMatchObject({ code: 'storage', details: { step: 'save' }, cause: named(name) });
  }
});

test.each(['NotReadableError', 'NotFoundError', 'DataError'])(
  'F4: %s is the file’s fault while it is copied, and the disk’s otherwise',
  (name) => {
    expect(stagingError(named(name))).toMatchObject({ code: 'source-gone', details: { step: 'stage' } });
    expect(storageError(named(name))).toMatchObject({ code: 'storage' });
  },
);

test('what is an UploadError stays the one it is', () => {
  const error = new UploadError('cancelled', 'no longer wanted');
  expect(storageError(error)).toBe(error);
  expect(stagingError(error)).toBe(error);
});

test('anything else that was thrown is kept as the cause', () => {
  expect(storageError('a string')).toMatchObject({ code: 'storage', cause: 'a string' });
  expect(stagingError(undefined)).toMatchObject({ code: 'storage' });
});

test('L10: a newer version’s journal is an error of storage', () => {
  expect(newerVersionError()).toMatchObject({ code: 'storage', details: { step: 'save' } });
});
