import { useState } from 'preact/hooks';
import type { PictureKind } from '../lib/protocol/page-pictures.ts';
import { type FilterChoice, type PictureFilter, sideSteps } from '../lib/ui/picture-filter.ts';
import { kindText } from '../lib/ui/picture-text.ts';
import { t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import { Icon } from './icon.tsx';

interface PickerBarProps {
  readonly filter: PictureFilter;
  readonly choices: readonly FilterChoice[];
  /** How many are shown and can be picked, and how many of them are. */
  readonly shown: number;
  readonly selected: number;
  /** How many uploads were begun here, and the links of those that are stored. */
  readonly begun: number;
  /** Whether something may be uploaded yet. */
  readonly isReady: boolean;
  readonly links: readonly string[];
  onFilter(filter: PictureFilter): void;
  onSelectAll(isSelected: boolean): void;
  onUpload(): void;
}

/** What is done with all pictures: filters, the choice of all, the upload, the links. */
export function PickerBar(props: PickerBarProps) {
  const { filter, choices, shown, selected, begun, isReady, links, onFilter, onSelectAll, onUpload } = props;
  return (
    <div class="picker-bar">
      <ChoiceField
        label={t('pickerShow')}
        value={filter.what}
        choices={choices.map(({ what, count }) => ({
          value: what,
          label: t('pickerChoice', choiceText(what), count),
        }))}
        onInput={(value) => {
          const { what } = choices.find((choice) => choice.what === value) ?? filter;
          onFilter({ ...filter, what });
        }}
      />
      <ChoiceField
        label={t('pickerSize')}
        value={String(filter.minSide)}
        choices={sideSteps.map((side) => ({
          value: String(side),
          label: side === 0 ? t('pickerAnySize') : t('pickerMinSize', side),
        }))}
        onInput={(value) => onFilter({ ...filter, minSide: Number(value) })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={shown > 0 && selected === shown}
          indeterminate={selected > 0 && selected < shown}
          disabled={shown === 0}
          onChange={(event) => onSelectAll(event.currentTarget.checked)}
        />
        {t('selectAll', shown)}
      </label>
      <div class="picker-actions">
        <button type="button" class="primary" disabled={!isReady || selected === 0} onClick={onUpload}>
          <Icon name="upload" />
          {t('uploadSelected', selected)}
        </button>
        <CopyLinks links={links} />
      </div>
      <p role="status" class="picker-progress">
        {begun > 0 && t('pickerProgress', links.length, begun)}
      </p>
    </div>
  );
}

function choiceText(what: PictureFilter['what']): string {
  if (what === 'all') return t('pickerAll');
  const [, name = ''] = what.split(':');
  return what.startsWith('kind:') ? kindText(name as PictureKind) : name;
}

function CopyLinks({ links }: { links: readonly string[] }) {
  const [copied, setCopied] = useState(0);
  async function copy() {
    await navigator.clipboard.writeText(links.join('\n'));
    setCopied(links.length);
  }
  return (
    <>
      <button
        type="button"
        disabled={links.length === 0}
        onClick={() => void copy()}
        onBlur={() => setCopied(0)}
      >
        <Icon name="copy" />
        {t('copyAllLinks', links.length)}
      </button>
      <span role="status" class="copied">
        {copied > 0 && t('linkCopied')}
      </span>
    </>
  );
}
