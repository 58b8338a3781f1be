import { s3Regions } from '../lib/core/s3-regions.ts';
import { accessModes, type StoreOptions, storeLocations } from '../lib/core/store-options.ts';
import { moveStore, storeRules } from '../lib/core/store-rules.ts';
import { locationNames } from '../lib/ui/place-text.ts';
import { containerForm, pathForm, regionForm, workflowsForm } from '../lib/ui/store-forms.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import type { ProfileSectionProps } from './profile-account-section.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const accessKeys: Readonly<Record<(typeof accessModes)[number], MessageKey>> = {
  public: 'accessPublic',
  private: 'accessPrivate',
};

type TextName = 'path' | 'container' | 'region';

const forms = { path: pathForm, container: containerForm, region: regionForm };

/** Where files of a profile are stored, as far as the account leaves it open. */
export function ProfileStoreSection({ profile, saveProfile }: ProfileSectionProps) {
  const { store } = profile;
  const rule = storeRules[store.location];
  const saveStore = (change: (store: StoreOptions) => StoreOptions) =>
    saveProfile((now) => ({ ...now, store: change(now.store) }));
  const set = (name: TextName | 'access') => (value: string) =>
    saveStore(({ [name]: _former, ...rest }) => ({ ...rest, ...(value !== '' && { [name]: value }) }));
  const text = (name: TextName, label: MessageKey, more: { hint?: string; offered?: readonly string[] }) => (
    <SavedTextField
      key={name}
      {...more}
      label={t(label)}
      stored={store[name] ?? ''}
      form={forms[name]}
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
          if (location !== undefined) saveStore((now) => moveStore(now, location));
        }}
      />
      {text('path', 'fieldPath', { hint: t('hintPath') })}
      {rule.hasContainer ? (
        text('container', 'fieldContainer', {})
      ) : (
        <p class="hint">{t('noContainer', locationNames[store.location])}</p>
      )}
      {rule.hasRegion && text('region', 'fieldRegion', { hint: t('hintRegion'), offered: s3Regions })}
      <ChoiceField
        label={t('fieldAccess')}
        value={store.access ?? ''}
        choices={[
          { value: '', label: t('accessDefault') },
          ...accessModes.map((value) => ({ value, label: t(accessKeys[value]) })),
        ]}
        onInput={set('access')}
      />
      <SavedTextField
        label={t('fieldWorkflows')}
        hint={t('hintWorkflows')}
        stored={store.workflows ?? []}
        form={workflowsForm}
        onSave={(ids) =>
          saveStore(({ workflows: _former, ...rest }) => ({
            ...rest,
            ...(ids.length > 0 && { workflows: ids }),
          }))
        }
      />
    </>
  );
}
