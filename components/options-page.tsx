import type { FunctionComponent } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { ProfileId } from '../lib/core/profile.ts';
import type { SaveEdit } from '../lib/protocol/edit-outcome.ts';
import type { Settings } from '../lib/protocol/settings.ts';
import { changeProfile } from '../lib/ui/change-profile.ts';
import { editedProfile } from '../lib/ui/edit-profiles.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { createSettingsEditor } from '../lib/ui/settings-editor.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CaptureSection } from './capture-section.tsx';
import { EditedProfileContext } from './edited-profile.ts';
import { GuardSection } from './guard-section.tsx';
import { HistorySection } from './history-section.tsx';
import { LinksSection } from './links-section.tsx';
import { NamesSection } from './names-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import type { SectionProps } from './options-section.ts';
import { PicturesSection } from './pictures-section.tsx';
import { ProfileAccountSection, type ProfileSectionProps } from './profile-account-section.tsx';
import { ProfileMark } from './profile-mark.tsx';
import { ProfileStoreSection } from './profile-store-section.tsx';
import { ProfileTestSection } from './profile-test-section.tsx';
import { ProfilesSection } from './profiles-section.tsx';
import { SaveNote } from './save-note.tsx';
import { SavingContext } from './saving-context.ts';
import { SettingsFileSection } from './settings-file-section.tsx';
import { UnreadableNote } from './unreadable-note.tsx';
import { UploadSection } from './upload-section.tsx';

interface Section {
  /** Of its element; `#id` leads there. */
  readonly id: string;
  readonly title: MessageKey;
  readonly Content: FunctionComponent<SectionProps>;
}

/** From top to bottom. */
const sections: readonly Section[] = [
  { id: 'profiles', title: 'optionsProfiles', Content: ProfilesSection },
  { id: 'account', title: 'optionsAccount', Content: ofEdited(ProfileAccountSection) },
  { id: 'store', title: 'optionsStore', Content: ofEdited(ProfileStoreSection) },
  { id: 'test', title: 'optionsTest', Content: ofEdited(ProfileTestSection) },
  { id: 'names', title: 'optionsNames', Content: NamesSection },
  { id: 'pictures', title: 'optionsPictures', Content: PicturesSection },
  { id: 'links', title: 'optionsLinks', Content: LinksSection },
  { id: 'upload', title: 'optionsUpload', Content: UploadSection },
  { id: 'guard', title: 'optionsGuard', Content: GuardSection },
  { id: 'capture', title: 'optionsCapture', Content: CaptureSection },
  { id: 'notifications', title: 'optionsNotifications', Content: NotificationsSection },
  { id: 'history', title: 'optionsHistory', Content: HistorySection },
  { id: 'file', title: 'optionsFile', Content: SettingsFileSection },
];

/** A section of the profile that is shown; one that is called by its name, where there are several. */
function ofEdited(Content: FunctionComponent<ProfileSectionProps>): FunctionComponent<SectionProps> {
  return ({ settings, save }) => {
    const { profiles } = settings;
    const profile = editedProfile(profiles, useContext(EditedProfileContext).id);
    return (
      <>
        {profiles.length > 1 && (
          <p class="profile-of">
            <ProfileMark color={profile.color} />
            <bdi>{profileName(profile, profiles.indexOf(profile))}</bdi>
          </p>
        )}
        <Content
          key={profile.id}
          profile={profile}
          saveProfile={(change) => save((now) => changeProfile(now, profile.id, change))}
        />
      </>
    );
  };
}

interface OptionsPageProps {
  readonly initial: Settings;
  readonly saveEdit: SaveEdit;
  /** Calls back with what is stored whenever that has changed. @returns what ends that */
  watch(changed: (settings: Settings) => void): () => void;
  /** Settings that were stored and can't be read; undefined when there are none. */
  readonly unreadable?: unknown;
  /** Throws those away. */
  discardUnreadable?(): Promise<void>;
}

/** The options page: each change is stored at once, and can be undone. */
export function OptionsPage({
  initial,
  saveEdit,
  watch,
  unreadable,
  discardUnreadable = async () => undefined,
}: OptionsPageProps) {
  const [, draw] = useState({});
  const editor = useMemo(() => createSettingsEditor(initial, saveEdit, () => draw({})), []);
  useEffect(() => watch(editor.see), []);
  const { settings, note, leftCount } = editor.state;
  const [editedId, edit] = useState<ProfileId>();
  return (
    <EditedProfileContext.Provider value={{ id: editedId, edit }}>
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
            {unreadable !== undefined && (
              <UnreadableNote unreadable={unreadable} save={editor.save} onDiscard={discardUnreadable} />
            )}
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
    </EditedProfileContext.Provider>
  );
}
