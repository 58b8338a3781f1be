import type { FunctionComponent } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SaveEdit } from '../lib/protocol/edit-outcome.ts';
import type { Settings } from '../lib/protocol/settings.ts';
import { createSettingsEditor } from '../lib/ui/settings-editor.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { AccountSection } from './account-section.tsx';
import { CaptureSection } from './capture-section.tsx';
import { GuardSection } from './guard-section.tsx';
import { NamesSection } from './names-section.tsx';
import type { SectionProps } from './options-section.ts';
import { PicturesSection } from './pictures-section.tsx';
import { SaveNote } from './save-note.tsx';
import { SavingContext } from './saving-context.ts';
import { StoreSection } from './store-section.tsx';
import { UploadSection } from './upload-section.tsx';

interface Section {
  /** Of its element; `#id` leads there. */
  readonly id: string;
  readonly title: MessageKey;
  readonly Content: FunctionComponent<SectionProps>;
}

/** From top to bottom. */
const sections: readonly Section[] = [
  { id: 'account', title: 'optionsAccount', Content: Account },
  { id: 'store', title: 'optionsStore', Content: Store },
  { id: 'names', title: 'optionsNames', Content: NamesSection },
  { id: 'pictures', title: 'optionsPictures', Content: PicturesSection },
  { id: 'upload', title: 'optionsUpload', Content: UploadSection },
  { id: 'guard', title: 'optionsGuard', Content: GuardSection },
  { id: 'capture', title: 'optionsCapture', Content: CaptureSection },
];

function Account({ settings, save }: SectionProps) {
  return (
    <AccountSection account={settings} saveAccount={(change) => save((now) => ({ ...now, ...change }))} />
  );
}

function Store({ settings, save }: SectionProps) {
  return (
    <StoreSection
      store={settings.store}
      saveStore={(change) => save((now) => ({ ...now, store: change(now.store) }))}
    />
  );
}

interface OptionsPageProps {
  readonly initial: Settings;
  readonly saveEdit: SaveEdit;
  /** Calls back with what is stored whenever that has changed. @returns what ends that */
  watch(changed: (settings: Settings) => void): () => void;
}

/** The options page: each change is stored at once, and can be undone. */
export function OptionsPage({ initial, saveEdit, watch }: OptionsPageProps) {
  const [, draw] = useState({});
  const editor = useMemo(() => createSettingsEditor(initial, saveEdit, () => draw({})), []);
  useEffect(() => watch(editor.see), []);
  const { settings, note, leftCount } = editor.state;
  return (
    <SavingContext.Provider value={{ isAsking: note.kind === 'conflict', leftCount }}>
      <div class="options">
        <nav class="options-nav" aria-label={t('optionsNav')}>
          <ul>
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{t(title)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {sections.map(({ id, title, Content }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{t(title)}</h2>
              <Content settings={settings} save={editor.save} />
            </section>
          ))}
          <SaveNote note={note} />
        </main>
      </div>
    </SavingContext.Provider>
  );
}
