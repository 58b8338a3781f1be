import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import type { UploadActions } from './upload-actions.tsx';
import { UploadRow } from './upload-row.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import type { RowSelection } from './use-selection.ts';

/** More than a screen has room for. */
export const SCREENFUL = 10;

interface UploadListProps {
  /** The same between renders as long as nothing of them has changed. */
  readonly rows: readonly JobView[];
  /** How links are given. */
  readonly links: LinkSettings;
  readonly actions: UploadActions;
  /** Absent where rows can't be selected. */
  readonly selection?: RowSelection;
}

/**
 * The rows; those that a screen has no room for are drawn once the others are seen. What has not changed is not drawn
 * again: a page says more than its list does.
 */
export function UploadList({ rows, links, actions, selection }: UploadListProps) {
  const list = useKeptFocus<HTMLUListElement>();
  const { ids, onSelect } = selection ?? {};
  const [isSeen, setSeen] = useState(false);
  useEffect(() => setSeen(true), []);
  return useMemo(
    () => (
      <ul ref={list} tabIndex={-1} aria-label={t('uploads')} class="uploads">
        {(isSeen ? rows : rows.slice(0, SCREENFUL)).map((job) => (
          <KeptRow
            key={job.id}
            job={job}
            links={links}
            actions={actions}
            isOn={ids?.has(job.id) ?? false}
            onSelect={onSelect}
          />
        ))}
      </ul>
    ),
    [rows, isSeen, links, actions, list, ids, onSelect],
  );
}

interface KeptRowProps extends Pick<UploadListProps, 'links' | 'actions'> {
  readonly job: JobView;
  /** Whether it is selected. */
  readonly isOn: boolean;
  readonly onSelect: RowSelection['onSelect'] | undefined;
}

/** A row. Of hundreds a few change at a time. */
function KeptRow({ job, links, actions, isOn, onSelect }: KeptRowProps) {
  return useMemo(
    () => (
      <UploadRow
        job={job}
        links={links}
        box={onSelect && <RowBox job={job} isOn={isOn} onSelect={onSelect} />}
        {...actions}
      />
    ),
    [job, links, actions, isOn, onSelect],
  );
}

interface RowBoxProps {
  readonly job: JobView;
  readonly isOn: boolean;
  readonly onSelect: RowSelection['onSelect'];
}

/** Selects a row; with the shift key all from the one that was clicked last. */
function RowBox({ job: { id, name }, isOn, onSelect }: RowBoxProps) {
  return (
    <input
      type="checkbox"
      class="row-box"
      aria-label={t('selectUpload', isolatedName(name))}
      checked={isOn}
      onClick={({ currentTarget, shiftKey }) => onSelect(id, currentTarget.checked, shiftKey)}
    />
  );
}
