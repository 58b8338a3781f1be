import { useId } from 'preact/hooks';
import { fileKinds } from '../lib/core/file-kind.ts';
import {
  everything,
  type HistoryQuery,
  historySorts,
  historyStates,
  isEverything,
} from '../lib/core/history-query.ts';
import { MAX_SEARCH_CHARS } from '../lib/protocol/history-search.ts';
import { type Period, periods, sinceMsOf } from '../lib/ui/period.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import { Icon } from './icon.tsx';

interface HistoryBarProps {
  readonly query: HistoryQuery;
  readonly period: Period;
  onQuery(query: HistoryQuery, period: Period): void;
  nowMs(): number;
}

const stateTexts: Readonly<Record<HistoryQuery['state'], MessageKey>> = {
  all: 'historyAllStates',
  'under-way': 'historyUnderWay',
  done: 'historyDone',
  failed: 'historyFailed',
};
const kindTexts: Readonly<Record<HistoryQuery['kind'], MessageKey>> = {
  all: 'historyAllKinds',
  pictures: 'historyPictures',
  video: 'historyVideo',
  audio: 'historyAudio',
  documents: 'historyDocuments',
  other: 'historyOther',
};
const periodTexts: Readonly<Record<Period, MessageKey>> = {
  any: 'historyAnyTime',
  today: 'historyToday',
  week: 'historyWeek',
  month: 'historyMonth',
  year: 'historyYear',
};
const sortTexts: Readonly<Record<HistoryQuery['sort'], MessageKey>> = {
  newest: 'historyNewest',
  oldest: 'historyOldest',
  largest: 'historyLargest',
  name: 'historyByName',
};

/** What is looked for among the uploads, and in which order they stand. */
export function HistoryBar({ query, period, onQuery, nowMs }: HistoryBarProps) {
  const id = useId();
  const change = (part: Partial<HistoryQuery>) => onQuery({ ...query, ...part }, period);
  function choosePeriod(chosen: Period): void {
    const { sinceMs: _before, ...rest } = query;
    const sinceMs = sinceMsOf(chosen, nowMs());
    onQuery({ ...rest, ...(sinceMs !== undefined && { sinceMs }) }, chosen);
  }
  return (
    <search class="history-bar">
      <div class="field history-text">
        <label for={id}>{t('historySearch')}</label>
        <input
          id={id}
          type="search"
          value={query.text}
          maxLength={MAX_SEARCH_CHARS}
          placeholder={t('historySearchHint')}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </div>
      <Choice
        label="historyState"
        value={query.state}
        values={historyStates}
        texts={stateTexts}
        onChoose={(state) => change({ state })}
      />
      <Choice
        label="historyKind"
        value={query.kind}
        values={['all', ...fileKinds] as const}
        texts={kindTexts}
        onChoose={(kind) => change({ kind })}
      />
      <Choice
        label="historyPeriod"
        value={period}
        values={periods}
        texts={periodTexts}
        onChoose={choosePeriod}
      />
      <Choice
        label="historySort"
        value={query.sort}
        values={historySorts}
        texts={sortTexts}
        onChoose={(sort) => change({ sort })}
      />
      <button type="button" disabled={isEverything(query)} onClick={() => onQuery(everything, 'any')}>
        <Icon name="x" />
        {t('historyReset')}
      </button>
    </search>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: MessageKey;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly texts: Readonly<Record<Value, MessageKey>>;
  onChoose(value: Value): void;
}

function Choice<Value extends string>({ label, value, values, texts, onChoose }: ChoiceProps<Value>) {
  return (
    <ChoiceField
      label={t(label)}
      value={value}
      choices={values.map((one) => ({ value: one, label: t(texts[one]) }))}
      onInput={(text) => {
        const chosen = values.find((one) => one === text);
        if (chosen !== undefined) onChoose(chosen);
      }}
    />
  );
}
