import { useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

/** Copies a text and says that it did. */
export function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <>
      <button type="button" class="primary" onClick={() => void copy()} onBlur={() => setCopied(false)}>
        <Icon name={isCopied ? 'check' : 'copy'} />
        {t('copyLink')}
      </button>
      <span role="status" class="copied">
        {isCopied && t('linkCopied')}
      </span>
    </>
  );
}
