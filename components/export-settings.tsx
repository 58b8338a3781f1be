import { useRef, useState } from 'preact/hooks';
import type { Settings } from '../lib/protocol/settings.ts';
import { settingsFileText } from '../lib/protocol/settings-file.ts';
import { download } from '../lib/ui/download.ts';
import { LEAST_PASSPHRASE_CHARS, sealSecrets } from '../lib/ui/settings-crypto.ts';
import { t } from '../lib/ui/translate.ts';
import { CheckField } from './field.tsx';
import { Icon } from './icon.tsx';
import { PassphraseField, takePassphrase } from './passphrase-field.tsx';

interface ExportSettingsProps {
  readonly settings: Settings;
  /** Local time, for the file's name. */
  today(): Date;
}

type Note = { readonly kind: 'fault' | 'done'; readonly text: string };

/** Writes the settings to a file: without keys, or with keys that need a passphrase. */
export function ExportSettings({ settings, today }: ExportSettingsProps) {
  const [withKeys, setWithKeys] = useState(false);
  const [note, setNote] = useState<Note>();
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const fault = (text: string) => setNote({ kind: 'fault', text });

  async function write(): Promise<void> {
    setNote(undefined);
    if (!withKeys) return save(settingsFileText(settings), t('exportDone'));
    const [one, two] = [first.current?.value ?? '', second.current?.value ?? ''];
    if ([...one].length < LEAST_PASSPHRASE_CHARS) {
      return fault(t('invalidPassphraseShort', LEAST_PASSPHRASE_CHARS));
    }
    if (one !== two) return fault(t('invalidPassphraseOther'));
    takePassphrase(second);
    const sealed = await sealSecrets(settings, takePassphrase(first));
    save(settingsFileText(settings, sealed), t('exportDoneSealed'));
  }

  function save(text: string, said: string): void {
    const now = today();
    const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) =>
      String(n).padStart(2, '0'),
    );
    const name = `s3-uploader-settings-${date.join('-')}.json`;
    download(new File([text], name, { type: 'application/json' }));
    setNote({ kind: 'done', text: said });
  }

  return (
    <div class="settings-file-part">
      <h3>{t('exportTitle')}</h3>
      <CheckField
        label={t('exportWithKeys')}
        hint={t('hintExportWithKeys')}
        isOn={withKeys}
        onChange={(isOn) => {
          setWithKeys(isOn);
          setNote(undefined);
        }}
      />
      {withKeys && (
        <>
          <PassphraseField
            label={t('fieldPassphrase')}
            hint={t('hintPassphrase', LEAST_PASSPHRASE_CHARS)}
            field={first}
          />
          <PassphraseField label={t('fieldPassphraseAgain')} field={second} />
        </>
      )}
      <div class="settings-file-actions">
        <button type="button" onClick={() => void write().catch(() => fault(t('settingsNotExported')))}>
          <Icon name="download" />
          {t('exportSettings')}
        </button>
        <p role="alert" class="form-error">
          {note?.kind === 'fault' && note.text}
        </p>
        <p role="status" class="form-done">
          {note?.kind === 'done' && note.text}
        </p>
      </div>
    </div>
  );
}
