import { systemClock } from '../../platform/system-clock.ts';
import { createFakeTransport, type PutServer } from './fake-transport.ts';
import { createPutCases } from './put-cases.ts';
import { describeTransport } from './transport-contract.ts';

const ORIGIN = 'https://store.fake.example';

describeTransport('the double', async () => {
  const cases = createPutCases(ORIGIN);

  const server: PutServer = (put) => {
    const found = cases.find(new URL(put.url).pathname);
    if (found === undefined) return 'refused';
    const { behaviour } = found;
    const arriving = put.body.arrayBuffer().then((bytes) => {
      found.arrived({ headers: put.headers, bytes: new Uint8Array(bytes) });
    });
    return typeof behaviour === 'string' ? 'silent' : arriving.then(() => behaviour);
  };

  return {
    transport: createFakeTransport(server, systemClock),
    open: cases.open,
    followsRedirects: false,
    tellsBytes: true,
    refusedUrl: `${ORIGIN}/nobody`,
    close: async () => undefined,
  };
});
