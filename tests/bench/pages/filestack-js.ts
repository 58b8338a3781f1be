import { init } from 'filestack-js-4';
import { startOnChoice } from './start-on-choice.ts';

startOnChoice(async (file, { sink, partSizeBytes, concurrency, hasDigest }) => {
  const client = init('bench-key');
  client.session.urls = { ...client.session.urls, uploadApiUrl: sink };
  await client.upload(file, { partSize: partSizeBytes, concurrency, disableIntegrityCheck: !hasDigest });
});
