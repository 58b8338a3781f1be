import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import { copyKeys, type LinkedFile, linkText, offeredFormats, usualFormat } from '../lib/ui/link-text.ts';
import { t } from '../lib/ui/translate.ts';
import { CopyNote, useCopy } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu-button.tsx';

interface CopyLinkProps {
  readonly url: string;
  readonly file: LinkedFile;
  readonly settings: LinkSettings;
}

/** Copies a link in the person's own format by one button, and in any other by a menu beside it. */
export function CopyLink({ url, file, settings }: CopyLinkProps) {
  const { outcome, copy, forget } = useCopy();
  const usual = usualFormat(file, settings);
  const textIn = (format: typeof usual) => linkText(url, file, format, settings.template);
  return (
    <div class="joined-buttons">
      <button type="button" class="primary" onClick={() => copy(textIn(usual))} onBlur={forget}>
        <Icon name="copy" />
        {t(copyKeys[usual])}
      </button>
      <MenuButton
        label={t('copyOtherFormats')}
        items={offeredFormats(file, settings).map((format) => ({
          key: format,
          label: t(copyKeys[format]),
          onChoose: () => copy(textIn(format)),
        }))}
      >
        <Icon name="chevronDown" />
      </MenuButton>
      <CopyNote outcome={outcome} />
    </div>
  );
}
