import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

export type CopyOutcome = 'none' | 'copied' | 'failed';

/** Copying, and what became of it until something else has the focus. */
export function useCopy(): {
  readonly outcome: CopyOutcome;
  copy(text: string): void;
  forget(): void;
} {
  const [outcome, setOutcome] = useState<CopyOutcome>('none');
  return {
    outcome,
    copy(text) {
      navigator.clipboard.writeText(text).then(
        () => setOutcome('copied'),
        () => setOutcome('failed'),
      );
    },
    forget: () => setOutcome('none'),
  };
}

/** Says what became of copying. */
export function CopyNote({ outcome }: { outcome: CopyOutcome }) {
  return (
    <span role="status" class={outcome === 'failed' ? 'copied copy-failed' : 'copied'}>
      {outcome === 'copied' && t('linkCopied')}
      {outcome === 'failed' && t('copyFailed')}
    </span>
  );
}

/** Copies a text and says that it did. */
export function CopyButton({ text, label = 'copyLink' }: { text: string; label?: MessageKey }) {
  const { outcome, copy, forget } = useCopy();
  return (
    <span class="copy-place">
      <button type="button" class="primary" onClick={() => copy(text)} onBlur={forget}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
        {t(label)}
      </button>
      <CopyNote outcome={outcome} />
    </span>
  );
}
