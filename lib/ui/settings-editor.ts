import { isSameJson } from '../core/merge-edit.ts';
import type { EditKind, SaveEdit } from '../protocol/edit-outcome.ts';
import type { Settings } from '../protocol/settings.ts';

/** What became of the last edit, and what can be done about it. */
export type EditNote =
  | { readonly kind: 'none' | 'undone' | 'invalid' }
  | { readonly kind: 'saved'; undo(): void }
  | { readonly kind: 'failed'; retry(): void }
  /** Another page has changed the same meanwhile; one of both is to be taken. */
  | { readonly kind: 'conflict'; saveMine(): void; keepTheirs(): void };

export interface EditorState {
  /** As they are stored. */
  readonly settings: Settings;
  readonly note: EditNote;
  /** Grows when what was entered is to be left. */
  readonly leftCount: number;
}

/** Edits the settings one change at a time; each is stored at once. */
export interface SettingsEditor {
  readonly state: EditorState;
  save(change: (settings: Settings) => Settings): void;
  /** The settings were stored by some page. */
  see(settings: Settings): void;
}

/**
 * @param saveEdit stores the difference of the two; rejects when it can't be written
 * @param changed is called after every change of the state
 */
export function createSettingsEditor(
  initial: Settings,
  saveEdit: SaveEdit,
  changed: (state: EditorState) => void,
): SettingsEditor {
  let state: EditorState = { settings: initial, note: { kind: 'none' }, leftCount: 0 };
  /** What the next edit starts from: the stored settings with the edits that are on their way. */
  let expected = initial;
  let onItsWay = 0;
  let last: Promise<void> = Promise.resolve();

  function show(next: Partial<EditorState>): void {
    state = { ...state, ...next };
    changed(state);
  }

  /** @param done what is said once it is stored */
  function edit(shown: Settings, wanted: Settings, done: EditNote, kind: EditKind = 'careful'): void {
    expected = wanted;
    onItsWay += 1;
    last = last
      .then(() => saveEdit(shown, wanted, kind))
      .then(
        (outcome) => {
          const { settings } = outcome;
          if (outcome.kind === 'saved') show({ settings, note: done });
          else if (outcome.kind === 'invalid') show({ settings, note: { kind: 'invalid' } });
          else show({ settings, note: conflictOf(shown, wanted, settings) });
        },
        () => show({ note: { kind: 'failed', retry: () => edit(shown, wanted, done, kind) } }),
      )
      .then(() => {
        onItsWay -= 1;
        if (onItsWay === 0) expected = state.settings;
      });
  }

  function conflictOf(shown: Settings, wanted: Settings, theirs: Settings): EditNote {
    // What is stored then has theirs elsewhere: only what was edited goes back to what they had.
    const undo = () => edit(state.settings, theirs, { kind: 'undone' });
    return {
      kind: 'conflict',
      saveMine: () => edit(shown, wanted, { kind: 'saved', undo }, 'overwriting'),
      keepTheirs: () => show({ note: { kind: 'none' }, leftCount: state.leftCount + 1 }),
    };
  }

  return {
    get state() {
      return state;
    },
    save(change) {
      const shown = expected;
      const wanted = change(shown);
      if (isSameJson(shown, wanted)) return;
      edit(shown, wanted, { kind: 'saved', undo: () => edit(wanted, shown, { kind: 'undone' }) });
    },
    see(settings) {
      if (onItsWay === 0) expected = settings;
      show({ settings });
    },
  };
}
