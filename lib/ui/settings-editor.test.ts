import { expect, test } from 'vitest';
import { mergeEdit } from '../core/merge-edit.ts';
import type { SaveEdit } from '../protocol/edit-outcome.ts';
import { parse } from '../protocol/parse.ts';
import { defaultSettings, type Settings, settingsSchema } from '../protocol/settings.ts';
import { createSettingsEditor } from './settings-editor.ts';

/** A store that takes its time: each save ends when it is let go. */
function slowStore() {
  let stored = defaultSettings;
  const held: (() => void)[] = [];
  const saveEdit: SaveEdit = async (shown, wanted, kind) => {
    await new Promise<void>((resolve) => held.push(resolve));
    const { merged, overwrites } = mergeEdit(stored, shown, wanted);
    if (overwrites && kind === 'careful') return { kind: 'conflict', settings: stored };
    stored = parse(settingsSchema, merged, 'settings');
    return { kind: 'saved', settings: stored };
  };
  async function finish(): Promise<void> {
    // What follows a save is begun by it.
    for (let turn = 0; turn < 20; turn += 1) {
      held.shift()?.();
      await Promise.resolve();
    }
  }
  return { saveEdit, finish, get: () => stored, put: (settings: Settings) => (stored = settings) };
}
const named = (nameTemplate: string) => (now: Settings) => ({ ...now, nameTemplate });
const limited = (bandwidthLimit: number) => (now: Settings) => ({ ...now, bandwidthLimit });

test('changes that come while one is on its way are all stored, in their order', async () => {
  const store = slowStore();
  const editor = createSettingsEditor(defaultSettings, store.saveEdit, () => undefined);
  editor.save(named('first'));
  editor.save(limited(1_000_000));
  editor.save(named('second'));
  await store.finish();
  expect(store.get()).toEqual({ ...defaultSettings, nameTemplate: 'second', bandwidthLimit: 1_000_000 });
  expect(editor.state.settings).toEqual(store.get());
  expect(editor.state.note.kind).toBe('saved');
});

test('a change that changes nothing is not stored', async () => {
  const store = slowStore();
  const editor = createSettingsEditor(defaultSettings, store.saveEdit, () => undefined);
  editor.save((now) => ({ ...now }));
  await store.finish();
  expect(editor.state.note.kind).toBe('none');
});

test('Undo takes back the last change alone, and keeps what others have changed since', async () => {
  const store = slowStore();
  const editor = createSettingsEditor(defaultSettings, store.saveEdit, () => undefined);
  editor.save(named('mine'));
  await store.finish();
  store.put({ ...store.get(), bandwidthLimit: 2_000_000 });
  editor.see(store.get());
  const { note } = editor.state;
  if (note.kind === 'saved') note.undo();
  await store.finish();
  expect(store.get()).toEqual({ ...defaultSettings, bandwidthLimit: 2_000_000 });
  expect(editor.state.note.kind).toBe('undone');
});

test('Undo of what somebody else has changed since is a question, not a loss', async () => {
  const store = slowStore();
  const editor = createSettingsEditor(defaultSettings, store.saveEdit, () => undefined);
  editor.save(named('mine'));
  await store.finish();
  const saved = editor.state.note;
  store.put({ ...store.get(), nameTemplate: 'theirs' });
  editor.see(store.get());
  if (saved.kind === 'saved') saved.undo();
  await store.finish();
  expect(editor.state.note.kind).toBe('conflict');
  expect(store.get().nameTemplate).toBe('theirs');
});

test('what was saved over theirs is undone to theirs', async () => {
  const store = slowStore();
  const editor = createSettingsEditor(defaultSettings, store.saveEdit, () => undefined);
  store.put({ ...defaultSettings, nameTemplate: 'theirs' });
  editor.save(named('mine'));
  await store.finish();
  const conflict = editor.state.note;
  if (conflict.kind === 'conflict') conflict.saveMine();
  await store.finish();
  expect(store.get().nameTemplate).toBe('mine');
  const saved = editor.state.note;
  if (saved.kind === 'saved') saved.undo();
  await store.finish();
  expect(store.get().nameTemplate).toBe('theirs');
});
