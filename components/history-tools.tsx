import { useState } from 'preact/hooks';
import { isEverything } from '../lib/core/history-query.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { download } from '../lib/ui/download.ts';
import { type ExportFormat, exportHistory } from '../lib/ui/history-export.ts';
import { historyPages } from '../lib/ui/history-pages.ts';
import { isOverView } from '../lib/ui/is-over.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu-button.tsx';
import type { HistorySearch } from './use-history.ts';

interface HistoryToolsProps {
  readonly client: Pick<BackgroundClient, 'send'>;
  /** What the page is told of. */
  readonly told: readonly JobView[];
  readonly selected: readonly JobView[];
  readonly history: HistorySearch;
}

const formats: readonly (readonly [ExportFormat, MessageKey])[] = [
  ['csv', 'exportCsv'],
  ['json', 'exportJson'],
];

/** What is done with the history as a whole: a file of it, and an end of it. */
export function HistoryTools({ client, told, selected, history }: HistoryToolsProps) {
  const { query, onQuery } = history;
  const [note, setNote] = useState('');
  const [isAsking, setAsking] = useState(false);
  const hasEnded = told.some(isOverView);
  const label = labelOf(selected.length > 0, isEverything(query));

  async function write(format: ExportFormat): Promise<void> {
    const pages = selected.length > 0 ? onePage(selected) : historyPages(client, query, told);
    let count = 0;
    try {
      const file = await exportHistory(pages, format, Date.now(), (written) => {
        count = written;
        setNote(t('exporting', written));
      });
      download(file);
      setNote(t('exported', count));
    } catch {
      setNote(t('historyNotExported'));
    }
  }

  async function clear(): Promise<void> {
    const reply = await client.send({ type: 'clear-history' }).catch(() => undefined);
    setNote(t(reply?.kind === 'done' ? 'historyIsCleared' : 'historyNotCleared'));
    onQuery({ ...query });
  }

  return (
    <div class="history-tools">
      <MenuButton
        label={t(label)}
        items={formats.map(([format, text]) => ({
          key: format,
          label: t(text),
          onChoose: () => void write(format),
        }))}
      >
        <Icon name="download" />
        {t(label)}
      </MenuButton>
      <button type="button" aria-disabled={!hasEnded} onClick={() => setAsking(hasEnded)}>
        <Icon name="trash" />
        {t('clearHistory')}
      </button>
      <span role="status">{note}</span>
      {isAsking && (
        <ConfirmDialog
          question={t('clearHistoryQuestion')}
          details={t('clearHistoryDetails')}
          yes="clearHistory"
          onAnswer={(isYes) => {
            setAsking(false);
            if (isYes) void clear();
          }}
        />
      )}
    </div>
  );
}

function labelOf(isSelection: boolean, isAll: boolean): MessageKey {
  if (isSelection) return 'exportSelected';
  return isAll ? 'exportAll' : 'exportFound';
}

async function* onePage(jobs: readonly JobView[]): AsyncGenerator<readonly JobView[]> {
  yield jobs;
}
