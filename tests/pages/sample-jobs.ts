import type { JobState, UploadJob } from '../../lib/core/job.ts';
import type { Removal } from '../../lib/core/removal.ts';
import { newJobId, sampleJob } from '../../lib/engine/testing/sample-job.ts';

const MIB = 1024 ** 2;
const MINUTE_MS = 60_000;
/** Long enough that it does not end while a page is looked at. */
const WAIT_MS = 42 * MINUTE_MS;

interface Facts extends Partial<UploadJob> {
  readonly minutesAgo?: number;
}

function job(name: string, state: JobState, { minutesAgo = 1, ...facts }: Facts = {}): UploadJob {
  const sizeBytes = facts.sizeBytes ?? 3 * MIB;
  const partSizeBytes = 5 * MIB;
  return sampleJob({
    id: newJobId(),
    name,
    sizeBytes,
    createdAtMs: Date.now() - minutesAgo * MINUTE_MS,
    state,
    plan: { fileSizeBytes: sizeBytes, partSizeBytes, partCount: Math.ceil(sizeBytes / partSizeBytes) },
    ...facts,
  });
}

const stored = (handle: string): JobState => ({
  name: 'succeeded',
  file: {
    handle,
    url: `https://cdn.filestackcontent.com/${handle}`,
    container: 'uploads',
    key: `photos/${handle}`,
  },
  elapsedMs: 2300,
});

/** One of each kind of row that stays as it is by itself. */
export function everyKind(): readonly UploadJob[] {
  const untilMs = Date.now() + WAIT_MS;
  return [
    job(
      'Interview, uncut.mov',
      {
        name: 'waiting',
        reason: 'backoff',
        untilMs,
        resumeAt: 'queued',
        error: { code: 'server', message: 'HTTP 503', details: { status: 503, step: 'start' } },
      },
      { sizeBytes: 18 * MIB, mimetype: 'video/quicktime', retries: 3, minutesAgo: 2 },
    ),
    job(
      'Slides for Thursday.key',
      { name: 'paused', resumeAt: 'queued' },
      { sizeBytes: 11 * MIB, minutesAgo: 3 },
    ),
    job('Team photo.jpg', stored('kW3xT9bQSmmVUzAqPe7R'), {
      mimetype: 'image/jpeg',
      sizeBytes: 2_516_000,
      minutesAgo: 8,
      treatments: [{ kind: 'metadata-removed' }],
    }),
    job(
      'Quarterly report.pdf',
      {
        name: 'failed',
        canRetry: true,
        atMs: Date.now(),
        error: {
          code: 'rejected',
          message: 'HTTP 403',
          details: { status: 403, step: 'start', serverText: 'policy does not allow this container' },
        },
      },
      { mimetype: 'application/pdf', sizeBytes: 840_000, minutesAgo: 15 },
    ),
    job('Notes.txt', { name: 'cancelled' }, { mimetype: 'text/plain', sizeBytes: 1200, minutesAgo: 40 }),
  ];
}

/** Stored files that were deleted, or could not be; and one that came from a page. */
export function leaving(): readonly UploadJob[] {
  const file = {
    handle: 'kW3xT9bQSmmVUzAqPe7R',
    url: 'https://cdn.filestackcontent.com/kW3xT9bQSmmVUzAqPe7R',
  };
  const error = { code: 'auth', message: 'HTTP 403', details: { step: 'remove', status: 403 } } as const;
  const state = (removal: Removal): JobState => ({ name: 'succeeded', file, elapsedMs: 900, removal });
  return [
    job('Old draft.odt', state({ stage: 'done', atMs: 1_790_000_000_000 })),
    job('Not yours to delete.png', state({ stage: 'failed', error }), { mimetype: 'image/png' }),
    job('From a page.png', stored('h1kW3xT9bQSmmVUzAqP'), {
      mimetype: 'image/png',
      pageUrl: 'https://site.example/article?page=2',
    }),
  ];
}

/** What waits for a person, in each way there is. */
export function stuck(): readonly UploadJob[] {
  const wait = (
    name: string,
    reason: 'credentials' | 'permission' | 'disk' | 'offline' | 'known' | 'confirm',
    code: 'auth' | 'etag-hidden' | 'storage' | 'offline' | undefined,
  ): UploadJob =>
    job(name, {
      name: 'waiting',
      reason,
      resumeAt: 'queued',
      ...(code !== undefined && {
        error: { code, message: code, details: { origin: 'https://store.example' } },
      }),
      ...(reason === 'known' && {
        known: {
          name: 'Team photo.jpg',
          url: 'https://cdn.filestackcontent.com/kW3xT9bQ',
          createdAtMs: 1_790_000_000_000,
        },
      }),
    });
  return [
    wait('Wrong key.bin', 'credentials', 'auth'),
    wait('No permission.bin', 'permission', 'etag-hidden'),
    wait('No room.bin', 'disk', 'storage'),
    wait('The same picture.jpg', 'known', undefined),
    wait('Very large.zip', 'confirm', undefined),
    wait(`${'A name without any end '.repeat(12)}.txt`, 'credentials', 'auth'),
    wait('تقرير الربع الثالث.pdf', 'credentials', 'auth'),
  ];
}

/** A long history. */
export function many(count: number): readonly UploadJob[] {
  return Array.from({ length: count }, (_, index) =>
    job(`Holiday ${String(count - index).padStart(3, '0')}.jpg`, stored(`h${index}kW3xT9bQSmmVUzAqP`), {
      mimetype: 'image/jpeg',
      sizeBytes: (1 + (index % 7)) * MIB,
      minutesAgo: 60 + index * 31,
    }),
  );
}
