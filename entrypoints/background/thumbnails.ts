import pLimit from 'p-limit';
import { drawThumbnail, hasThumbnail } from '../../lib/capture/draw-thumbnail.ts';
import type { UploadJob } from '../../lib/core/job.ts';
import type { BlobStore } from '../../lib/engine/ports.ts';
import type { ThumbnailStore } from '../../lib/platform/thumbnail-store.ts';

/** A decoded picture takes some hundred megabytes. */
const inTurn = pLimit(1);

/** Draws a small picture of what has just been staged, and keeps it. What can't be drawn has none. */
export async function makeThumbnail(
  { id, mimetype, sizeBytes }: UploadJob,
  blobs: Pick<BlobStore, 'get'>,
  store: ThumbnailStore,
): Promise<void> {
  if (!hasThumbnail(mimetype, sizeBytes)) return;
  try {
    // At once: the upload may end, and its bytes go, before it is this one's turn.
    const blob = await blobs.get(id);
    const thumbnail = blob && (await inTurn(() => drawThumbnail(blob, mimetype)));
    if (thumbnail !== undefined) await store.put(id, thumbnail);
  } catch {
    // An upload without a picture of it is an upload.
  }
}
