import pLimit from 'p-limit';
import { startOnChoice } from './start-on-choice.ts';

// The limit: PUTs of slices and nothing else.
startOnChoice(async (file, { sink, partSizeBytes, concurrency }) => {
  const limit = pLimit(concurrency);
  const offsets = Array.from(
    { length: Math.ceil(file.size / partSizeBytes) },
    (_, index) => index * partSizeBytes,
  );
  await Promise.all(
    offsets.map((offset) =>
      limit(async () => {
        const body = file.slice(offset, offset + partSizeBytes);
        const response = await fetch(`${sink}/bucket/file.bin?part=${offset}`, { method: 'PUT', body });
        await response.text();
      }),
    ),
  );
});
