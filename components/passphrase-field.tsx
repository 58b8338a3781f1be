import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';

interface PassphraseFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** The field keeps its own text, so that it is in no state. */
  readonly field: RefObject<HTMLInputElement | null>;
}

/** A line for a passphrase; what is in it is never shown. */
export function PassphraseField({ label, hint, field }: PassphraseFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field}
        type="password"
        autocomplete="off"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Takes the text out of the field. */
export function takePassphrase({ current }: RefObject<HTMLInputElement | null>): string {
  if (current === null) return '';
  const text = current.value;
  current.value = '';
  return text;
}
