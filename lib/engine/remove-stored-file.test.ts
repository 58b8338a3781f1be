import { expect, test, vi } from 'vitest';
import type { StoredFile } from '../core/job.ts';
import { destinationKey } from './destination-key.ts';
import type { Destination } from './ports.ts';
import { removeStoredFile } from './remove-stored-file.ts';
import { createFakeDestination } from './testing/fake-destination.ts';
import { sampleJob } from './testing/sample-job.ts';

const file: StoredFile = { handle: 'abc', url: 'https://cdn.example.com/abc' };
const { signal } = new AbortController();

/** An account in which there is no such file: it says that it is gone. */
function accountOf(name: string) {
  const remove = vi.fn(async () => undefined);
  const destination: Destination = { ...createFakeDestination(), remove, account: async () => name };
  return { destination, remove };
}

test('a file is not said to be deleted, and nothing is asked, when its profile leads to another account by now', async () => {
  const first = accountOf('gateway');
  const job = sampleJob();
  const key = await destinationKey(first.destination, job.store);
  const stored = { ...job, ...(key !== undefined && { destinationKey: key }) };
  const other = accountOf('filestack');
  const event = await removeStoredFile(
    stored,
    file,
    { destinationFor: async () => other.destination },
    signal,
  );
  expect(event).toMatchObject({
    type: 'removal-failed',
    error: { code: 'auth', details: { step: 'account' } },
  });
  expect(other.remove).not.toHaveBeenCalled();
  expect(
    await removeStoredFile(stored, file, { destinationFor: async () => first.destination }, signal),
  ).toEqual({ type: 'file-removed' });
});

test('where it is not known which account a file is in, the provider decides', async () => {
  const { destination, remove } = accountOf('filestack');
  const event = await removeStoredFile(
    sampleJob(),
    file,
    { destinationFor: async () => destination },
    signal,
  );
  expect(event).toEqual({ type: 'file-removed' });
  expect(remove).toHaveBeenCalledOnce();
});
