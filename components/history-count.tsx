import { isEverything } from '../lib/core/history-query.ts';
import { t } from '../lib/ui/translate.ts';
import type { HistorySearch } from './use-history.ts';

/** Says what a search has come to. Its line is there always, so that nothing moves. */
export function HistoryCount({ history }: { history: HistorySearch }) {
  return (
    <p role="status" class="history-count">
      {isEverything(history.query) ? '' : textOf(history)}
    </p>
  );
}

function textOf({ status, count, hasMore }: HistorySearch): string {
  if (status === 'searching') return t('historySearching');
  if (status === 'failed') return t('historySearchFailed');
  if (count === 0) return t('historyNoneFound');
  return t(hasMore ? 'historyFoundAtLeast' : 'historyFound', count);
}
