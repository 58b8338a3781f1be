import { useEffect, useRef, useState } from 'preact/hooks';
import type { SavedText } from './use-saved-text.ts';

/** Whether a stored secret is told of, or is being entered anew, and what the buttons beside it do. */
export interface SecretEntry {
  readonly isSummary: boolean;
  /** The field was there before the summary, so that the focus may have gone with it. */
  readonly wasField: boolean;
  /** A button has asked for the field. */
  readonly takesFocus: boolean;
  onReplace(): void;
  onRemove(): void;
  /** Goes back to what is stored. */
  onKeep(): void;
}

/**
 * @param stored what is stored, as one text; empty when nothing is
 * @param remove has nothing stored any more
 */
export function useSecretEntry(edited: SavedText, stored: string, remove: () => void): SecretEntry {
  const [replaced, setReplaced] = useState<string>();
  const [takesFocus, setTakesFocus] = useState(false);
  const wasField = useRef(false);
  const isSummary = stored !== '' && !edited.isEdited && replaced !== stored;
  useEffect(() => {
    if (!isSummary) wasField.current = true;
  }, [isSummary]);
  return {
    isSummary,
    wasField: wasField.current,
    takesFocus,
    onReplace() {
      setReplaced(stored);
      setTakesFocus(true);
    },
    onRemove() {
      setTakesFocus(true);
      remove();
    },
    onKeep() {
      edited.leave();
      setReplaced(undefined);
    },
  };
}
