import { useState } from 'preact/hooks';
import { accessModes, storeLocations } from '../lib/core/store-options.ts';
import type { Settings } from '../lib/protocol/settings.ts';
import { draftOf, type SettingsDraft, settingsOf } from '../lib/ui/settings-draft.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField, TextField } from './field.tsx';

const locationLabels: Readonly<Record<(typeof storeLocations)[number], string>> = {
  s3: 'Amazon S3',
  azure: 'Azure Blob Storage',
  dropbox: 'Dropbox',
  rackspace: 'Rackspace',
  gcs: 'Google Cloud Storage',
};

const accessKeys: Readonly<Record<(typeof accessModes)[number], MessageKey>> = {
  public: 'accessPublic',
  private: 'accessPrivate',
};

interface OptionsFormProps {
  readonly settings: Settings;
  /** Called within the click, so that it may ask the browser for a permission. Rejects when nothing was saved. */
  onSave(settings: Settings): Promise<void>;
}

/** The options page. */
export function OptionsForm({ settings, onSave }: OptionsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [outcome, setOutcome] = useState<{ readonly text: MessageKey; readonly isError: boolean }>();
  const edit = (name: keyof SettingsDraft) => (value: string) => {
    setDraft({ ...draft, [name]: value });
    setOutcome(undefined);
  };

  function submit(event: Event) {
    event.preventDefault();
    const result = settingsOf(draft, settings.upload);
    if (result.kind === 'invalid') {
      setOutcome({ text: result.text, isError: true });
      return;
    }
    onSave(result.settings).then(
      () => setOutcome({ text: 'saved', isError: false }),
      () => setOutcome({ text: 'saveFailed', isError: true }),
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <section>
        <h2>{t('optionsAccount')}</h2>
        <TextField label={t('fieldApiKey')} value={draft.apiKey} onInput={edit('apiKey')} />
        <TextField label={t('fieldPolicy')} value={draft.policy} onInput={edit('policy')} />
        <TextField
          label={t('fieldSignature')}
          value={draft.signature}
          hint={t('hintSecurity')}
          onInput={edit('signature')}
        />
        <TextField
          label={t('fieldApiUrl')}
          value={draft.apiUrl}
          hint={t('hintApiUrl')}
          onInput={edit('apiUrl')}
        />
      </section>
      <section>
        <h2>{t('optionsStore')}</h2>
        <p class="hint">{t('optionsStoreHint')}</p>
        <ChoiceField
          label={t('fieldLocation')}
          value={draft.location}
          choices={storeLocations.map((value) => ({ value, label: locationLabels[value] }))}
          onInput={edit('location')}
        />
        <TextField label={t('fieldPath')} value={draft.path} hint={t('hintPath')} onInput={edit('path')} />
        <TextField label={t('fieldContainer')} value={draft.container} onInput={edit('container')} />
        <TextField label={t('fieldRegion')} value={draft.region} onInput={edit('region')} />
        <ChoiceField
          label={t('fieldAccess')}
          value={draft.access}
          choices={[
            { value: '', label: t('accessDefault') },
            ...accessModes.map((value) => ({ value, label: t(accessKeys[value]) })),
          ]}
          onInput={edit('access')}
        />
      </section>
      <div class="form-end">
        <button type="submit" class="primary">
          {t('save')}
        </button>
        <p role={outcome?.isError ? 'alert' : 'status'} class={outcome?.isError ? 'form-error' : 'form-done'}>
          {outcome !== undefined && t(outcome.text)}
        </p>
      </div>
    </form>
  );
}
