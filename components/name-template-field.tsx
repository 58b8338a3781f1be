import { useId } from 'preact/hooks';
import { MAX_TEMPLATE_CHARS, nameTokens, unknownTokens } from '../lib/core/name-template.ts';
import { previewPlace } from '../lib/ui/name-preview.ts';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { TextField } from './field.tsx';

interface NameTemplateFieldProps {
  readonly value: string;
  /** Of the store, as far as it is entered. */
  readonly path: string;
  onInput(value: string): void;
}

const inBraces = (tokens: readonly string[]) => tokens.map((token) => `{${visibleName(token)}}`).join(' ');

/** How files are called in the store, with an example that follows what is typed. */
export function NameTemplateField({ value, path, onInput }: NameTemplateFieldProps) {
  const id = useId();
  const place = previewPlace(value, path);
  const unknown = unknownTokens(value);
  return (
    <>
      <TextField
        label={t('fieldNameTemplate')}
        value={value}
        hint={t('hintNameTemplate', inBraces(nameTokens))}
        maxLength={MAX_TEMPLATE_CHARS}
        onInput={onInput}
      />
      <output aria-labelledby={id} class="name-preview">
        <span>
          <span id={id}>{t('namePreview')}</span>{' '}
          {place === undefined ? (
            t('errorNoRoomForName')
          ) : (
            <bdi>
              {visibleName(place.path)}
              <span class="hint">{t('namePreviewId')}_</span>
              {visibleName(place.name)}
            </bdi>
          )}
        </span>
        {unknown.length > 0 && <span class="form-error">{t('unknownTokens', inBraces(unknown))}</span>}
      </output>
    </>
  );
}
