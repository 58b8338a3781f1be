import { expect, test } from 'vitest';
import { systemClock } from '../../platform/system-clock.ts';
import { blobDigest } from './blob-digest.ts';
import { describeChunks } from './chunk-contract.ts';
import { type DestinationBench, describeDestination } from './destination-contract.ts';
import { createFakeDestination } from './fake-destination.ts';
import { createFakeProvider } from './fake-provider.ts';
import { createFakeTransport } from './fake-transport.ts';

async function startBench(): Promise<DestinationBench> {
  const provider = createFakeProvider();
  return {
    destination: createFakeDestination({ provider }),
    transport: createFakeTransport(provider.put, systemClock),
    stranger: createFakeDestination({ provider, apiKey: 'another' }),
    silent: createFakeDestination({ provider, isSilent: true }),
    async read({ handle }) {
      const bytes = await provider.read(handle)?.arrayBuffer();
      return bytes && new Uint8Array(bytes);
    },
    close: async () => undefined,
  };
}

describeDestination('the double', startBench);
describeChunks('the double', startBench);

test('A17: the double answers “pending” as often as it was told, and then the file', async () => {
  const provider = createFakeProvider({ pendingAnswers: 2 });
  const destination = createFakeDestination({ provider });
  const transport = createFakeTransport(provider.put, systemClock);
  const { signal } = new AbortController();
  const file = { name: 'a.bin', sizeBytes: 5, mimetype: '' };
  const body = new Blob(['bytes']);
  const store = { location: 's3' } as const;

  const session = await destination.start(file, store, signal);
  const part = { partNumber: 1, sizeBytes: 5, md5: (await blobDigest(body)).base64 };
  const signed = await destination.signPart(session, store, part, signal);
  const { etag } = await transport.put(signed, body, 1_000, signal);
  const complete = () => destination.complete(session, file, store, [{ ...part, etag: etag ?? '' }], signal);
  expect([await complete(), await complete()]).toEqual(['pending', 'pending']);
  const stored = await complete();
  expect(stored).toMatchObject({ status: 'Stored' });
  expect(await complete()).toEqual(stored);
});
