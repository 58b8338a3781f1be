import { useCallback, useMemo, useState } from 'preact/hooks';
import { isEverything } from '../lib/core/history-query.ts';
import type { Snapshot } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import type { Period } from '../lib/ui/period.ts';
import { rowsToShow } from '../lib/ui/rows-to-show.ts';
import { t } from '../lib/ui/translate.ts';
import { HistoryBar } from './history-bar.tsx';
import { HistoryCount } from './history-count.tsx';
import { HistoryTools } from './history-tools.tsx';
import { Icon } from './icon.tsx';
import { ProfileTagsContext, useProfileTags } from './profile-tag.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { UploadActions } from './upload-actions.tsx';
import { UploadList } from './upload-list.tsx';
import { useHistory } from './use-history.ts';
import { useSelection } from './use-selection.ts';
import { useUnchanged, useUnchangedRows } from './use-unchanged.ts';

/** How many more are shown at a time of those that are under way. */
const PAGE = 100;

interface UploadsProps {
  readonly client: Pick<BackgroundClient, 'send'>;
  readonly snapshot: Snapshot;
  /** The same between renders. */
  readonly actions: UploadActions;
  /** Whether there is room for a search and for what is done with many at once. */
  readonly hasTools: boolean;
}

/** The uploads, newest first, or those that are looked for. */
export function Uploads({ client, snapshot, actions, hasTools }: UploadsProps) {
  const { jobs, hasOlder } = snapshot;
  const links = useUnchanged(snapshot.links);
  const tags = useProfileTags(snapshot.profiles);
  const [limit, setLimit] = useState(PAGE);
  const [period, setPeriod] = useState<Period>('any');
  const history = useHistory(client, jobs);
  const { query, onQuery, forget } = history;
  const isAll = isEverything(query);
  const newest = useMemo(() => rowsToShow(jobs, limit), [jobs, limit]);
  const shown = useUnchangedRows(isAll ? newest : history.rows);
  const hidden = isAll ? jobs.length - newest.length : 0;
  const rowActions = useMemo<UploadActions>(
    () => ({
      ...actions,
      onRemove(job) {
        actions.onRemove(job);
        forget(new Set([job.id]));
      },
    }),
    [actions, forget],
  );
  const { selected, onSelectAll, ...selection } = useSelection(shown);
  const showOlder = useCallback(() => void client.send({ type: 'show-older' }), [client]);
  return (
    <>
      {hasTools && (
        <>
          <HistoryBar
            query={query}
            period={period}
            nowMs={Date.now}
            onQuery={(wanted, chosen) => {
              setPeriod(chosen);
              onQuery(wanted);
            }}
          />
          <div class="history-line">
            <HistoryCount history={history} />
            <HistoryTools client={client} told={jobs} selected={selected} history={history} />
          </div>
          <SelectionBar
            shown={shown.length}
            selected={selected}
            links={links}
            onSelectAll={onSelectAll}
            onCommand={rowActions.onCommand}
            onRemove={rowActions.onRemove}
          />
        </>
      )}
      {jobs.length === 0 && isAll && !snapshot.isUnavailable && <p class="empty">{t('noUploads')}</p>}
      <ProfileTagsContext.Provider value={tags}>
        <UploadList rows={shown} links={links} actions={rowActions} {...(hasTools && { selection })} />
      </ProfileTagsContext.Provider>
      {hidden > 0 && (
        <button type="button" onClick={() => setLimit(limit + PAGE)}>
          <Icon name="chevronDown" />
          {t('showMore', hidden)}
        </button>
      )}
      {isAll && hidden === 0 && hasOlder && (
        <button type="button" onClick={showOlder}>
          <Icon name="chevronDown" />
          {t('showOlder')}
        </button>
      )}
      {!isAll && history.hasMore && (
        <button type="button" onClick={history.onMore}>
          <Icon name="chevronDown" />
          {t('historyMore')}
        </button>
      )}
    </>
  );
}
