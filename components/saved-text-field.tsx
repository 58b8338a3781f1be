import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { TextForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import { FieldNotes, idsOfNotes } from './field-notes.tsx';
import { type SavedText, useSavedText } from './use-saved-text.ts';

interface SavedTextFieldProps<T> {
  readonly label: string;
  readonly hint?: string;
  /** What is stored now. */
  readonly stored: T;
  readonly form: TextForm<T>;
  /** In characters. */
  readonly maxLength?: number;
  /** Values that are offered; others may be typed. */
  readonly offered?: readonly string[];
  /** Below the field, of the text that is in it. */
  below?(text: string): ComponentChildren;
  /** With each valid value that the person is done with. */
  onSave(value: T): void;
}

/** A labelled line of text that is stored when it is left; what is wrong with it stands beside it at once. */
export function SavedTextField<T>({ stored, form, onSave, below, ...rest }: SavedTextFieldProps<T>) {
  const edited = useSavedText(stored, form, onSave);
  return (
    <>
      <EditedTextField {...rest} edited={edited} theirs={form.write(stored)} />
      {below?.(edited.text)}
    </>
  );
}

interface EditedTextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly edited: SavedText;
  /** What another page has stored, as far as it may be shown. */
  readonly theirs?: string;
  readonly maxLength?: number;
  readonly offered?: readonly string[];
  /** When it appears, since a button asked for it. */
  readonly takesFocus?: boolean;
}

/** Whoever looks something up in another window has not done with the field yet; Enter or another field says so. */
const isLeft = (input: HTMLInputElement) => document.hasFocus() || document.activeElement !== input;

/** The line itself. */
export function EditedTextField(props: EditedTextFieldProps) {
  const { label, hint, edited, theirs, maxLength, offered, takesFocus = false } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  const { fault, note, conflict } = edited;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type="text"
        value={edited.text}
        maxLength={maxLength}
        autocomplete="off"
        spellcheck={false}
        list={offered && `${id}-offered`}
        aria-invalid={fault !== undefined}
        aria-describedby={idsOfNotes(id, { hint, note, fault })}
        onInput={(event) => edited.enter(event.currentTarget.value)}
        onChange={(event) => isLeft(event.currentTarget) && edited.commit()}
        onBlur={(event) => isLeft(event.currentTarget) && edited.commit()}
      />
      {offered && (
        <datalist id={`${id}-offered`}>
          {offered.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      <FieldNotes id={id} hint={hint} note={note} fault={fault} />
      {conflict && (
        <div role="alert" class="form-error">
          <p>
            {theirs === undefined
              ? t('fieldChangedSecret')
              : t('fieldChangedElsewhere', isolatedName(theirs))}
          </p>
          <button type="button" onClick={conflict.keepTheirs}>
            {t('loadOthers')}
          </button>{' '}
          <button type="button" onClick={conflict.saveMine}>
            {t('saveAnyway')}
          </button>
        </div>
      )}
    </div>
  );
}
