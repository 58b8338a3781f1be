import * as v from 'valibot';
import { startStore } from '../store.ts';

/** A store in a process of its own, to be killed by tests: `store-process.ts DATA_DIR` prints its URL. */
const dataDir = v.parse(v.string(), process.argv[2]);
const store = await startStore({
  dataDir,
  accessKeyId: 'test-access-key',
  secretAccessKey: 'test-secret-key',
  buckets: [{ name: 'uploads' }],
});
process.stdout.write(`${store.url}\n`);
