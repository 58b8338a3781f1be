import type { Snapshot } from '../lib/protocol/messages.ts';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

interface NoticesProps {
  readonly snapshot: Snapshot;
  onOpenOptions(): void;
  onHistoryLossSeen(): void;
}

/** What a person should know before they look at single uploads. */
export function Notices({ snapshot, onOpenOptions, onHistoryLossSeen }: NoticesProps) {
  const { profiles, isReadOnly, quarantined, isHistoryCleared, isUnavailable } = snapshot;
  return (
    <>
      {!profiles[0].hasApiKey && (
        <div class="notice">
          <p>{t('noApiKey')}</p>
          <button type="button" class="primary" onClick={onOpenOptions}>
            <Icon name="keyRound" />
            {t('enterApiKey')}
          </button>
        </div>
      )}
      {isUnavailable && <p class="notice warn">{t('journalUnavailable')}</p>}
      {isReadOnly && <p class="notice warn">{t('journalNewer')}</p>}
      {quarantined > 0 && <p class="notice warn">{t('journalBroken', quarantined)}</p>}
      {isHistoryCleared && (
        <div class="notice" role="status">
          <p>{t('historyCleared')}</p>
          <button type="button" onClick={onHistoryLossSeen}>
            {t('historyClearedSeen')}
          </button>
        </div>
      )}
    </>
  );
}
