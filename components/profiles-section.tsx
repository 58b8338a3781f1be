import { useContext, useId } from 'preact/hooks';
import {
  MAX_PROFILE_NAME_CHARS,
  MAX_PROFILES,
  type ProfileColor,
  type ProfileId,
  profileColors,
} from '../lib/core/profile.ts';
import { parse } from '../lib/protocol/parse.ts';
import { type Profiles, profileIdSchema } from '../lib/protocol/profile.ts';
import { changeProfile } from '../lib/ui/change-profile.ts';
import { addProfile, editedProfile, makeDefault, removeProfile } from '../lib/ui/edit-profiles.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { sitesForm } from '../lib/ui/sites-form.ts';
import type { TextForm } from '../lib/ui/text-form.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { EditedProfileContext } from './edited-profile.ts';
import { ChoiceField } from './field.tsx';
import { Icon } from './icon.tsx';
import type { SectionProps } from './options-section.ts';
import { ProfileMark } from './profile-mark.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const nameForm: TextForm<string> = { read: (text) => ({ value: text.trim() }), write: (name) => name };

const colorKeys: Readonly<Record<ProfileColor, MessageKey>> = {
  blue: 'colorBlue',
  green: 'colorGreen',
  orange: 'colorOrange',
  red: 'colorRed',
  purple: 'colorPurple',
  teal: 'colorTeal',
  pink: 'colorPink',
  gray: 'colorGray',
};

/** The list of destinations: which there are, which is the default, and which one the page shows. */
export function ProfilesSection({ settings, save }: SectionProps) {
  const { profiles } = settings;
  const edited = useContext(EditedProfileContext);
  const profile = editedProfile(profiles, edited.id);
  const { id } = profile;
  const index = profiles.indexOf(profile);
  const saveList = (change: (profiles: Profiles) => Profiles) =>
    save((now) => ({ ...now, profiles: change(now.profiles) }));
  const set = (change: { name?: string; color?: ProfileColor; sites?: readonly string[] }) =>
    save((now) => changeProfile(now, id, (known) => ({ ...known, ...change })));

  function add(): void {
    const newId = parse(profileIdSchema, crypto.randomUUID(), 'a new id');
    saveList((now) => addProfile(now, newId));
    edited.edit(newId);
  }

  return (
    <>
      <p class="hint">{t('profilesHint')}</p>
      <ProfileList profiles={profiles} chosen={id} onChoose={edited.edit} />
      <div class="profile-actions">
        <button type="button" disabled={profiles.length >= MAX_PROFILES} onClick={add}>
          <Icon name="plus" />
          {t('profileAdd')}
        </button>
        <button type="button" disabled={index === 0} onClick={() => saveList((now) => makeDefault(now, id))}>
          {t('profileMakeDefault')}
        </button>
        <button
          type="button"
          class="danger"
          disabled={profiles.length < 2}
          onClick={() => saveList((now) => removeProfile(now, id))}
        >
          <Icon name="trash" />
          {t('profileRemove')}
        </button>
      </div>
      <SavedTextField
        key={`${id} name`}
        label={t('profileName')}
        maxLength={MAX_PROFILE_NAME_CHARS}
        stored={profile.name}
        form={nameForm}
        onSave={(name) => set({ name })}
      />
      <ChoiceField
        label={t('profileColor')}
        value={profile.color}
        choices={profileColors.map((value) => ({ value, label: t(colorKeys[value]) }))}
        onInput={(value) => {
          const color = profileColors.find((each) => each === value);
          if (color !== undefined) set({ color });
        }}
      />
      <SavedTextField
        key={`${id} sites`}
        label={t('profileSites')}
        hint={t('profileSitesHint')}
        stored={profile.sites}
        form={sitesForm}
        onSave={(sites) => set({ sites })}
      />
    </>
  );
}

interface ProfileListProps {
  readonly profiles: Profiles;
  readonly chosen: ProfileId;
  onChoose(id: ProfileId): void;
}

function ProfileList({ profiles, chosen, onChoose }: ProfileListProps) {
  const name = useId();
  return (
    <fieldset class="profile-list">
      <legend>{t('profileShown')}</legend>
      {profiles.map((profile, index) => (
        <label key={profile.id} class="profile-item">
          <input
            type="radio"
            name={name}
            checked={profile.id === chosen}
            onChange={() => onChoose(profile.id)}
          />
          <ProfileMark color={profile.color} />
          <bdi>{profileName(profile, index)}</bdi>
          {index === 0 && <span class="hint">{t('profileDefault')}</span>}
        </label>
      ))}
    </fieldset>
  );
}
