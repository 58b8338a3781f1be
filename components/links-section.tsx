import { useContext, useId } from 'preact/hooks';
import { linkFormats } from '../lib/core/link-format.ts';
import {
  linkTokens,
  MAX_LINK_TEMPLATE_CHARS,
  tokenEscapes,
  unknownLinkTokens,
} from '../lib/core/link-template.ts';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import { exampleLink, formatKeys } from '../lib/ui/link-text.ts';
import type { TextForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { CheckField, ChoiceField } from './field.tsx';
import { ClipboardPermissionContext } from './optional-permission-context.ts';
import type { SectionProps } from './options-section.ts';
import { PermissionNote } from './permission-note.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const inBraces = (tokens: readonly string[]) => tokens.map((token) => `{${visibleName(token)}}`).join(' ');
const escapedNames = tokenEscapes.map((how) => `name:${how}`);

const templateForm: TextForm<string> = {
  read: (text) => ({ value: text.trim() }),
  write: (template) => template,
};

/** How links of stored files are copied. */
export function LinksSection({ settings, save }: SectionProps) {
  const { format, template, copiesByItself } = settings.links;
  const clipboard = useContext(ClipboardPermissionContext);
  const change = (part: Partial<LinkSettings>) =>
    save((now) => ({ ...now, links: { ...now.links, ...part } }));
  return (
    <>
      <ChoiceField
        label={t('fieldLinkFormat')}
        value={format}
        choices={linkFormats.map((value) => ({ value, label: t(formatKeys[value]) }))}
        onInput={(value) => {
          const chosen = linkFormats.find((one) => one === value);
          if (chosen !== undefined) change({ format: chosen });
        }}
      />
      <Example text={exampleLink(format, template)} unknown={[]} />
      <SavedTextField
        label={t('fieldLinkTemplate')}
        hint={t('hintLinkTemplate', inBraces(linkTokens), inBraces(escapedNames))}
        maxLength={MAX_LINK_TEMPLATE_CHARS}
        stored={template}
        form={templateForm}
        below={(text) =>
          text.trim() !== '' && <Example text={exampleLink('own', text)} unknown={unknownLinkTokens(text)} />
        }
        onSave={(value) => change({ template: value })}
      />
      <CheckField
        label={t('fieldCopiesByItself')}
        hint={t('hintCopiesByItself')}
        isOn={copiesByItself}
        onChange={(isOn) => {
          // In the click. Whatever is answered, open pages copy.
          if (isOn) void clipboard.ask().catch(() => undefined);
          change({ copiesByItself: isOn });
        }}
      />
      {copiesByItself && (
        <PermissionNote
          permission={clipboard}
          allowed="clipboardAllowed"
          notAllowed="clipboardNotAllowed"
          allow="clipboardAllow"
        />
      )}
    </>
  );
}

/** What would be copied of a picture. */
function Example({ text, unknown }: { text: string; unknown: readonly string[] }) {
  const id = useId();
  return (
    <output aria-labelledby={id} class="name-preview">
      <span>
        <span id={id}>{t('linkExample')}</span> <bdi class="link-example">{visibleName(text)}</bdi>
      </span>
      {unknown.length > 0 && <span class="form-error">{t('unknownTokens', inBraces(unknown))}</span>}
    </output>
  );
}
