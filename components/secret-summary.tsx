import { useEffect, useRef } from 'preact/hooks';
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
  /** Whether the field was there before, so that the focus may have gone with it. */
  readonly wasField: boolean;
  onReplace(): void;
  onRemove(): void;
}

/** A secret that is stored: only its end is shown, and there is no way to read the rest here. */
export function SecretSummary(props: SecretSummaryProps) {
  const { label, secret, replaceLabel, removeLabel, wasField, ...on } = props;
  const replace = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wasField && document.activeElement === document.body) replace.current?.focus();
  }, []);
  return (
    <fieldset class="secret">
      <legend>{label}</legend>
      <div class="secret-line">
        <span>{t('secretEnd', isolatedName(secretEnd(secret)))}</span>
        <button ref={replace} type="button" aria-label={replaceLabel} onClick={on.onReplace}>
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
