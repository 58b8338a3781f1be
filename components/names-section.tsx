import { useId } from 'preact/hooks';
import {
  DEFAULT_NAME_TEMPLATE,
  MAX_TEMPLATE_CHARS,
  nameTokens,
  unknownTokens,
} from '../lib/core/name-template.ts';
import { previewPlace } from '../lib/ui/name-preview.ts';
import type { TextForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import type { SectionProps } from './options-section.ts';
import { SavedTextField } from './saved-text-field.tsx';

const inBraces = (tokens: readonly string[]) => tokens.map((token) => `{${visibleName(token)}}`).join(' ');

const templateForm: TextForm<string> = {
  read: (text) => ({ value: text.trim() || DEFAULT_NAME_TEMPLATE }),
  write: (template) => template,
};

/** How files are called in the store, with an example that follows what is typed. */
export function NamesSection({ settings, save }: SectionProps) {
  return (
    <SavedTextField
      label={t('fieldNameTemplate')}
      hint={t('hintNameTemplate', inBraces(nameTokens))}
      maxLength={MAX_TEMPLATE_CHARS}
      stored={settings.nameTemplate}
      form={templateForm}
      below={(template) => <NamePreview template={template} path={settings.profiles[0].store.path ?? ''} />}
      onSave={(nameTemplate) => save((now) => ({ ...now, nameTemplate }))}
    />
  );
}

function NamePreview({ template, path }: { readonly template: string; readonly path: string }) {
  const id = useId();
  const place = previewPlace(template, path);
  const unknown = unknownTokens(template);
  return (
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
  );
}
