import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import { startOnChoice } from './start-on-choice.ts';

startOnChoice(async (file, { sink, partSizeBytes, concurrency }) => {
  const uppy = new Uppy();
  uppy.use(AwsS3, {
    limit: concurrency,
    shouldUseMultipart: true,
    getChunkSize: () => partSizeBytes,
    signRequest: async (request) => {
      const url = new URL(`${sink}/bucket/${request.key}`);
      if (request.method === 'POST' && !('uploadId' in request)) url.searchParams.set('uploads', '');
      if ('uploadId' in request) url.searchParams.set('uploadId', request.uploadId);
      if ('partNumber' in request) url.searchParams.set('partNumber', String(request.partNumber));
      return { url: url.href };
    },
  });
  uppy.addFile({ name: file.name, type: file.type, data: file });
  await uppy.upload();
});
