import { useMemo, useState } from 'preact/hooks';
import type { Snapshot } from '../lib/protocol/messages.ts';
import { rowsToShow } from '../lib/ui/rows-to-show.ts';
import { t } from '../lib/ui/translate.ts';
import type { UploadActions } from './upload-actions.tsx';
import { UploadRow } from './upload-row.tsx';

/** How many more are shown at a time. */
const PAGE = 100;

interface UploadListProps {
  readonly snapshot: Snapshot;
  /** The same between renders. */
  readonly actions: UploadActions;
  onOlder(): void;
}

/** The uploads, newest first: of thousands, those of interest and as many of the newest as are asked for. */
export function UploadList({ snapshot, actions, onOlder }: UploadListProps) {
  const [limit, setLimit] = useState(PAGE);
  const { jobs, hasOlder } = snapshot;
  // What has not changed is not drawn again: a page says more than its list does.
  return useMemo(() => {
    const shown = rowsToShow(jobs, limit);
    const hidden = jobs.length - shown.length;
    return (
      <>
        {jobs.length === 0 && <p class="empty">{t('noUploads')}</p>}
        <ul aria-label={t('uploads')} class="uploads">
          {shown.map((job) => (
            <UploadRow key={job.id} job={job} {...actions} />
          ))}
        </ul>
        {hidden > 0 && (
          <button type="button" onClick={() => setLimit(limit + PAGE)}>
            {t('showMore', hidden)}
          </button>
        )}
        {hidden === 0 && hasOlder && (
          <button type="button" onClick={onOlder}>
            {t('showOlder')}
          </button>
        )}
      </>
    );
  }, [jobs, hasOlder, limit, actions, onOlder]);
}
