import { secretEnd } from '../lib/ui/secret-end.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import { Icon } from './icon.tsx';

interface SecretSummaryProps {
  /** Of the field that it stands for. */
  readonly label: string;
  readonly secret: string;
  /** Names of the buttons for those who don't see the field around them. */
  readonly replaceLabel: string;
  readonly removeLabel: string;
  onReplace(): void;
  onRemove(): void;
}

/** A secret that is stored: only its end is shown, and there is no way to read the rest here. */
export function SecretSummary({ label, secret, replaceLabel, removeLabel, ...on }: SecretSummaryProps) {
  return (
    <fieldset class="secret">
      <legend>{label}</legend>
      <div class="secret-line">
        <span>{t('secretEnd', isolatedName(secretEnd(secret)))}</span>
        <button type="button" aria-label={replaceLabel} onClick={on.onReplace}>
          <Icon name="pencil" />
          {t('replaceSecret')}
        </button>
        <button type="button" aria-label={removeLabel} onClick={on.onRemove}>
          <Icon name="trash" />
          {t('removeSecret')}
        </button>
      </div>
    </fieldset>
  );
}
