import { accessModes, type StoreOptions, storeLocations } from '../lib/core/store-options.ts';
import { locationNames } from '../lib/ui/place-text.ts';
import { storeTextForm } from '../lib/ui/store-forms.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import type { ProfileSectionProps } from './profile-account-section.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const accessKeys: Readonly<Record<(typeof accessModes)[number], MessageKey>> = {
  public: 'accessPublic',
  private: 'accessPrivate',
};

type TextName = 'path' | 'container' | 'region';

/** Where files of a profile are stored, as far as the account leaves it open. */
export function ProfileStoreSection({ profile, saveProfile }: ProfileSectionProps) {
  const { store } = profile;
  const saveStore = (change: (store: StoreOptions) => StoreOptions) =>
    saveProfile((now) => ({ ...now, store: change(now.store) }));
  const set = (name: TextName | 'access') => (value: string) =>
    saveStore(({ [name]: _former, ...rest }) => ({ ...rest, ...(value !== '' && { [name]: value }) }));
  const text = (name: TextName, label: MessageKey, hint?: MessageKey) => (
    <SavedTextField
      label={t(label)}
      {...(hint !== undefined && { hint: t(hint) })}
      stored={store[name] ?? ''}
      form={storeTextForm(name)}
      onSave={set(name)}
    />
  );
  return (
    <>
      <p class="hint">{t('optionsStoreHint')}</p>
      <ChoiceField
        label={t('fieldLocation')}
        value={store.location}
        choices={storeLocations.map((value) => ({ value, label: locationNames[value] }))}
        onInput={(value) => {
          const location = storeLocations.find((name) => name === value);
          if (location !== undefined) saveStore((now) => ({ ...now, location }));
        }}
      />
      {text('path', 'fieldPath', 'hintPath')}
      {text('container', 'fieldContainer')}
      {text('region', 'fieldRegion')}
      <ChoiceField
        label={t('fieldAccess')}
        value={store.access ?? ''}
        choices={[
          { value: '', label: t('accessDefault') },
          ...accessModes.map((value) => ({ value, label: t(accessKeys[value]) })),
        ]}
        onInput={set('access')}
      />
    </>
  );
}
