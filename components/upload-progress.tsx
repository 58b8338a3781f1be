import type { JobView } from '../lib/protocol/messages.ts';
import { progressText } from '../lib/ui/progress-text.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import { useHighest } from './use-highest.ts';

/** How far an upload is. Not a live region: a screen reader tells it when it is asked, and not ten times a second. */
export function UploadProgress({ job }: { job: JobView }) {
  const sentBytes = useHighest(job.sentBytes, job.restarts);
  const text = sentBytes > 0 ? progressText(job, sentBytes) : undefined;
  return (
    <>
      <progress
        aria-label={t('progressOf', isolatedName(job.name))}
        aria-valuetext={text}
        max={Math.max(job.sizeBytes, 1)}
        value={sentBytes}
      />
      <p class="upload-progress">{text}</p>
    </>
  );
}
