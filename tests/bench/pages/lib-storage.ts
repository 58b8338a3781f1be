import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { startOnChoice } from './start-on-choice.ts';

startOnChoice(async (file, { sink, partSizeBytes, concurrency }) => {
  const client = new S3Client({
    endpoint: sink,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const params = { Bucket: 'bucket', Key: 'file.bin', Body: file };
  await new Upload({ client, params, partSize: partSizeBytes, queueSize: concurrency }).done();
});
