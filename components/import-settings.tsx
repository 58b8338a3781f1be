import { useRef, useState } from 'preact/hooks';
import {
  type FileFault,
  MAX_SETTINGS_FILE_BYTES,
  type ProfileSecrets,
  readSettingsFile,
  type SettingsFile,
} from '../lib/protocol/settings-file.ts';
import { importSettings } from '../lib/protocol/settings-import.ts';
import { openSecrets } from '../lib/ui/settings-crypto.ts';
import { fileFaultText } from '../lib/ui/settings-file-text.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import { FileInput } from './file-input.tsx';
import { ImportPreview } from './import-preview.tsx';
import type { SectionProps } from './options-section.ts';
import { PassphraseField, takePassphrase } from './passphrase-field.tsx';

interface Chosen {
  readonly name: string;
  readonly file: SettingsFile;
  /** Of the file, once they are opened; kept until it is imported or left. */
  readonly secrets: ProfileSecrets | undefined;
}

/** Reads settings from a file, shows what they would change, and stores them once that is confirmed. */
export function ImportSettings({ settings, save }: SectionProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const [fault, setFault] = useState<string>();
  const passphrase = useRef<HTMLInputElement>(null);
  /** Of several files that are chosen one after another, the last is shown. */
  const lastChoice = useRef(0);

  function leave(text?: string): void {
    setChosen(undefined);
    setFault(text);
  }

  async function choose(file: File): Promise<void> {
    lastChoice.current += 1;
    const choice = lastChoice.current;
    const refuse = (kind: FileFault) => leave(fileFaultText(kind));
    leave();
    if (file.size > MAX_SETTINGS_FILE_BYTES) return refuse({ kind: 'too-large' });
    const text = await file.text();
    if (choice !== lastChoice.current) return;
    const read = readSettingsFile(text);
    if (read.kind === 'refused') return refuse(read.fault);
    setChosen({ name: file.name, file: read.file, secrets: undefined });
  }

  async function open({ name, file }: Chosen): Promise<void> {
    if (file.secrets === undefined) return;
    const choice = lastChoice.current;
    const secrets = await openSecrets(file, file.secrets, takePassphrase(passphrase));
    if (choice !== lastChoice.current) return;
    setFault(secrets === undefined ? t('importWrongPassphrase') : undefined);
    setChosen({ name, file, secrets });
  }

  const needsPassphrase = chosen?.file.secrets !== undefined && chosen.secrets === undefined;
  return (
    <div class="settings-file-part">
      <h3>{t('importTitle')}</h3>
      <p class="hint">{t('hintImport')}</p>
      <div>
        <FileInput
          label={t('chooseSettingsFile')}
          onFiles={([file]) => {
            if (file !== undefined) void choose(file).catch(() => leave(t('importUnreadable')));
          }}
        />
      </div>
      <p role="alert" class="form-error">
        {fault}
      </p>
      {chosen !== undefined && <p>{t('importChosen', isolatedName(chosen.name))}</p>}
      {chosen !== undefined && needsPassphrase && (
        <>
          <PassphraseField
            label={t('fieldFilePassphrase')}
            hint={t('hintFilePassphrase')}
            field={passphrase}
          />
          <div>
            <button type="button" onClick={() => void open(chosen)}>
              {t('openKeys')}
            </button>
          </div>
        </>
      )}
      {chosen !== undefined && (
        <ImportPreview
          key={`${lastChoice.current} ${needsPassphrase}`}
          now={settings}
          plan={(now) => importSettings(chosen.file, chosen.secrets ?? [], now)}
          onImport={(change) => {
            save(change);
            leave();
          }}
          onLeave={() => leave()}
        />
      )}
    </div>
  );
}
