import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '../../../server/backend.ts';
import { startApiStub } from '../../../tests/contracts/api-stub.ts';
import { describeChunks } from '../../engine/testing/chunk-contract.ts';
import { type DestinationBench, describeDestination } from '../../engine/testing/destination-contract.ts';
import { createFetchTransport } from '../../platform/fetch-transport.ts';
import { createFilestackDestination } from './filestack-destination.ts';

async function startBench(): Promise<DestinationBench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'filestack-destination-'));
  const backend = await startBackend({ dataDir, apiKey: 'right' });
  const silent = await startApiStub();
  silent.answer({ ending: 'never' });
  return {
    destination: createFilestackDestination({ apiUrl: backend.gatewayUrl, apiKey: 'right' }),
    stranger: createFilestackDestination({ apiUrl: backend.gatewayUrl, apiKey: 'wrong' }),
    silent: createFilestackDestination({ apiUrl: silent.url, apiKey: 'right' }),
    transport: createFetchTransport(),
    read: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
    async close() {
      await silent.close();
      await backend.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

const title = 'Filestack’s API, as the gateway speaks it over the embedded store,';
describeDestination(title, startBench);
describeChunks(title, startBench);
