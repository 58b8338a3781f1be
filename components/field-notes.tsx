interface Notes {
  readonly hint?: string | undefined;
  /** How the text was read. */
  readonly note?: string | undefined;
  readonly fault?: string | undefined;
}

const kinds = ['hint', 'note', 'fault'] as const;

/** For `aria-describedby`; undefined when there is nothing to say. */
export function idsOfNotes(id: string, notes: Notes): string | undefined {
  const said = kinds.filter((kind) => notes[kind] !== undefined);
  return said.length === 0 ? undefined : said.map((kind) => `${id}-${kind}`).join(' ');
}

/** What stands below a field. */
export function FieldNotes({ id, hint, note, fault }: Notes & { readonly id: string }) {
  return (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {note !== undefined && (
        <p id={`${id}-note`} class="field-note">
          {note}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} class="form-error">
          {fault}
        </p>
      )}
    </>
  );
}
