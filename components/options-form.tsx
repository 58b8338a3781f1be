import { useState } from 'preact/hooks';
import { accessModes, storeLocations } from '../lib/core/store-options.ts';
import type { SaveOutcome, Settings, StoredSettings } from '../lib/protocol/settings.ts';
import { locationNames } from '../lib/ui/place-text.ts';
import { draftOf, type SettingsDraft, settingsOf } from '../lib/ui/settings-draft.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField, TextField } from './field.tsx';
import { GuardFields } from './guard-fields.tsx';
import { NameTemplateField } from './name-template-field.tsx';
import { type FormOutcome, OutcomeNote } from './outcome-note.tsx';
import { PictureFields } from './picture-fields.tsx';

const accessKeys: Readonly<Record<(typeof accessModes)[number], MessageKey>> = {
  public: 'accessPublic',
  private: 'accessPrivate',
};

interface OptionsFormProps {
  readonly stored: StoredSettings;
  /**
   * Called within the click, so that it may ask the browser for a permission. Rejects when nothing was saved.
   * @param basedOn the revision that was shown
   */
  onSave(settings: Settings, basedOn: number): Promise<SaveOutcome>;
}

/** The options page. */
export function OptionsForm({ stored, onSave }: OptionsFormProps) {
  const [shown, setShown] = useState(stored);
  const [draft, setDraft] = useState(() => draftOf(stored.settings));
  const [outcome, setOutcome] = useState<FormOutcome>({ kind: 'none' });
  const edit = (name: keyof SettingsDraft) => (value: string) => {
    setDraft({ ...draft, [name]: value });
    setOutcome({ kind: 'none' });
  };

  /** @param base the settings that the draft replaces */
  function save(base: StoredSettings): void {
    const result = settingsOf(draft, base.settings);
    if (result.kind === 'invalid') {
      setOutcome({ kind: 'refused', text: result.text });
      return;
    }
    const { settings } = result;
    onSave(settings, base.revision).then(
      (saved) => {
        if (saved.kind === 'saved') setShown({ settings, revision: saved.revision });
        setOutcome(saved);
      },
      () => setOutcome({ kind: 'refused', text: 'saveFailed' }),
    );
  }

  function show(theirs: StoredSettings): void {
    setShown(theirs);
    setDraft(draftOf(theirs.settings));
    setOutcome({ kind: 'none' });
  }

  function submit(event: Event): void {
    event.preventDefault();
    save(shown);
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
          choices={storeLocations.map((value) => ({ value, label: locationNames[value] }))}
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
      <section>
        <h2>{t('optionsNames')}</h2>
        <NameTemplateField value={draft.nameTemplate} path={draft.path} onInput={edit('nameTemplate')} />
      </section>
      <PictureFields draft={draft} edit={edit} />
      <section>
        <h2>{t('optionsUpload')}</h2>
        <TextField
          label={t('fieldPartSize')}
          value={draft.partSize}
          hint={t('hintPartSize')}
          onInput={edit('partSize')}
        />
        <TextField
          label={t('fieldPartsAtOnce')}
          value={draft.maxConcurrentUploads}
          hint={t('hintPartsAtOnce')}
          onInput={edit('maxConcurrentUploads')}
        />
        <TextField
          label={t('fieldBandwidthLimit')}
          value={draft.bandwidthLimit}
          hint={t('hintBandwidthLimit')}
          onInput={edit('bandwidthLimit')}
        />
      </section>
      <GuardFields draft={draft} edit={edit} />
      <section>
        <h2>{t('optionsCapture')}</h2>
        <TextField
          label={t('fieldMostFetched')}
          value={draft.mostFetched}
          hint={t('hintMostFetched')}
          onInput={edit('mostFetched')}
        />
      </section>
      <div class="form-end">
        <button type="submit" class="primary">
          {t('save')}
        </button>
        <OutcomeNote outcome={outcome} onShow={show} onSaveAnyway={save} />
      </div>
    </form>
  );
}
