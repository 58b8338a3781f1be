import { useContext, useEffect, useState } from 'preact/hooks';
import type { TextForm } from '../lib/ui/text-form.ts';
import { SavingContext } from './saving-context.ts';

interface Draft {
  readonly text: string;
  /** What was stored when this was begun. */
  readonly base: string;
  /** It is on its way to the store, in these words. */
  readonly sent: string | undefined;
  readonly leftCount: number;
}

/** A text that is being edited beside the value that is stored. */
export interface SavedText {
  readonly text: string;
  readonly isEdited: boolean;
  readonly fault: string | undefined;
  readonly note: string | undefined;
  /** Another page has stored something else since this was begun. */
  readonly conflict: { keepTheirs(): void; saveMine(): void } | undefined;
  enter(text: string): void;
  /** The person is done with it, for now. */
  commit(): void;
  leave(): void;
}

/** Keeps what is typed until it is stored, and follows what is stored while nothing is typed. */
export function useSavedText<T>(stored: T, form: TextForm<T>, onSave: (value: T) => void): SavedText {
  const shown = form.write(stored);
  const { isAsking, leftCount } = useContext(SavingContext);
  const [kept, setDraft] = useState<Draft>();
  const isOver = kept !== undefined && (kept.sent === shown || kept.leftCount !== leftCount);
  useEffect(() => {
    if (isOver) setDraft(undefined);
  }, [isOver]);
  const draft = isOver ? undefined : kept;

  const read = draft === undefined ? undefined : form.read(draft.text);
  const entered = read !== undefined && 'value' in read ? read.value : undefined;
  const words = entered === undefined ? undefined : form.write(entered);
  const isConflict = draft !== undefined && shown !== draft.base && shown !== words;

  function send(): void {
    if (draft === undefined || entered === undefined || words === undefined) return;
    if (words === shown) {
      setDraft(undefined);
      return;
    }
    setDraft({ ...draft, base: shown, sent: words });
    onSave(entered);
  }
  const leave = () => setDraft(undefined);

  return {
    text: draft?.text ?? shown,
    isEdited: draft !== undefined,
    fault: read !== undefined && 'fault' in read ? read.fault : undefined,
    note: read !== undefined && 'value' in read ? read.note : undefined,
    conflict: isConflict && !isAsking ? { keepTheirs: leave, saveMine: send } : undefined,
    enter: (text) => setDraft({ text, base: draft?.base ?? shown, sent: undefined, leftCount }),
    commit() {
      if (!isConflict && draft?.sent !== words) send();
    },
    leave,
  };
}
