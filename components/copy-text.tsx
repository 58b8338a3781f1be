import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

interface CopyTextProps {
  readonly text: string;
  /** Of the button. */
  readonly label: MessageKey;
}

/** A text of one or several lines, and a button that copies it and says so. */
export function CopyText({ text, label }: CopyTextProps) {
  const [said, setSaid] = useState<MessageKey>();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('textCopied'),
      () => setSaid('copyFailed'),
    );
  return (
    <div class="copy-text">
      <pre>{text}</pre>
      <p>
        <button type="button" onClick={() => void copy()} onBlur={() => setSaid(undefined)}>
          <Icon name={said === 'textCopied' ? 'check' : 'copy'} />
          {t(label)}
        </button>
        <span role="status" class="copied">
          {said !== undefined && t(said)}
        </span>
      </p>
    </div>
  );
}
