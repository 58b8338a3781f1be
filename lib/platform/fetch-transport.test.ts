import { refusedUrl, startPutServer } from '../../tests/contracts/put-server.ts';
import { describeTransport } from '../engine/testing/transport-contract.ts';
import { createFetchTransport } from './fetch-transport.ts';

describeTransport('fetch of Node', async () => ({
  ...(await startPutServer()),
  transport: createFetchTransport(),
  followsRedirects: false,
  tellsBytes: false,
  refusedUrl: await refusedUrl(),
}));
