import { useMemo } from 'preact/hooks';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { t } from '../lib/ui/translate.ts';
import type { UploadActions } from './upload-actions.tsx';
import { UploadRow } from './upload-row.tsx';

interface UploadListProps {
  /** The same between renders as long as nothing of them has changed. */
  readonly rows: readonly JobView[];
  /** How links are given. */
  readonly links: LinkSettings;
  readonly actions: UploadActions;
}

/** The rows. What has not changed is not drawn again: a page says more than its list does. */
export function UploadList({ rows, links, actions }: UploadListProps) {
  return useMemo(
    () => (
      <ul aria-label={t('uploads')} class="uploads">
        {rows.map((job) => (
          <UploadRow key={job.id} job={job} links={links} {...actions} />
        ))}
      </ul>
    ),
    [rows, links, actions],
  );
}
