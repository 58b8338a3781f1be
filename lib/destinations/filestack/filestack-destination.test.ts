import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '../../../server/backend.ts';
import { signPolicy } from '../../../server/gateway/policy.ts';
import { startApiStub } from '../../../tests/contracts/api-stub.ts';
import { describeChunks } from '../../engine/testing/chunk-contract.ts';
import { type DestinationBench, describeDestination } from '../../engine/testing/destination-contract.ts';
import { createFetchTransport } from '../../platform/fetch-transport.ts';
import { createFilestackDestination } from './filestack-destination.ts';

async function startBench(): Promise<DestinationBench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'filestack-destination-'));
  const secret = 'app secret';
  const backend = await startBackend({ dataDir, apiKey: 'right', secret });
  const security = signPolicy({ expiry: Math.floor(Date.now() / 1000) + 3600 }, secret);
  const apiUrl = backend.gatewayUrl;
  const silent = await startApiStub();
  silent.answer({ ending: 'never' });
  return {
    destination: createFilestackDestination({ apiUrl, apiKey: 'right', security }),
    stranger: createFilestackDestination({ apiUrl, apiKey: 'wrong', security }),
    silent: createFilestackDestination({ apiUrl: silent.url, apiKey: 'right', security }),
    transport: createFetchTransport(),
    async read({ url }) {
      const response = await fetch(`${url}?${new URLSearchParams({ ...security })}`);
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
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
