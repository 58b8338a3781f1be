import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { linkText, usualFormat } from '../lib/ui/link-text.ts';
import { t } from '../lib/ui/translate.ts';
import { bulkCommands } from './bulk-commands.ts';
import { CopyNote, useCopy } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import type { UploadActions } from './upload-actions.tsx';

interface SelectionBarProps extends Pick<UploadActions, 'onCommand' | 'onRemove'> {
  /** How many rows there are to select. */
  readonly shown: number;
  /** Those of them that are. */
  readonly selected: readonly JobView[];
  readonly links: LinkSettings;
  onSelectAll(isOn: boolean): void;
}

/** What is done with all selected uploads at once. */
export function SelectionBar({
  shown,
  selected,
  links,
  onSelectAll,
  onCommand,
  onRemove,
}: SelectionBarProps) {
  const { outcome, copy, forget } = useCopy();
  const texts = selected.flatMap((job) =>
    job.link === undefined ? [] : [linkText(job.link, job, usualFormat(job, links), links.template)],
  );
  return (
    <section class="selection-bar" aria-label={t('selection')}>
      <label class="check">
        <input
          type="checkbox"
          checked={shown > 0 && selected.length === shown}
          indeterminate={selected.length > 0 && selected.length < shown}
          disabled={shown === 0}
          onChange={(event) => onSelectAll(event.currentTarget.checked)}
        />
        {t('selectAllShown', shown)}
      </label>
      <span role="status">{selected.length > 0 && t('selectedCount', selected.length)}</span>
      <div class="selection-actions">
        {bulkCommands.map(({ label, icon, command, isFor }) => {
          const meant = selected.filter(isFor);
          return (
            <BulkButton
              key={command}
              icon={icon}
              label={t(label)}
              isOff={meant.length === 0}
              onClick={() => {
                for (const job of meant) {
                  if (command === 'remove') onRemove(job);
                  else onCommand(job, command);
                }
              }}
            />
          );
        })}
        <BulkButton
          icon="copy"
          label={t('copySelectedLinks')}
          isOff={texts.length === 0}
          onClick={() => copy(texts.join('\n'))}
          onBlur={forget}
        />
        <CopyNote outcome={outcome} />
      </div>
    </section>
  );
}

interface BulkButtonProps {
  readonly icon: IconName;
  /** Where there is no room for it, it is heard, and seen as a tooltip. */
  readonly label: string;
  /** It would do nothing. It keeps the focus all the same: after it has done something, it often is. */
  readonly isOff: boolean;
  onClick(): void;
  readonly onBlur?: () => void;
}

function BulkButton({ icon, label, isOff, onClick, onBlur }: BulkButtonProps) {
  return (
    <button
      type="button"
      class="quiet"
      title={label}
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) onClick();
      }}
      onBlur={onBlur}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}
