import { isSameJson } from '../lib/core/merge-edit.ts';
import { type IntelligentMode, intelligentModes, type UploadOptions } from '../lib/core/upload-options.ts';
import { defaultSettings } from '../lib/protocol/settings.ts';
import { parseAutomatic, textOfAutomatic } from '../lib/ui/automatic-text.ts';
import { parseLimit, textOfLimit } from '../lib/ui/bandwidth-text.ts';
import { type TextForm, textForm } from '../lib/ui/text-form.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CheckField, ChoiceField } from './field.tsx';
import type { SectionProps } from './options-section.ts';
import { PresetLine } from './preset-line.tsx';
import { RetryFields } from './retry-fields.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const partSizeForm = textForm(
  (text) => parseAutomatic('partSize', text),
  (value) => textOfAutomatic('partSize', value),
  'invalidPartSize',
);
const partsAtOnceForm = textForm(
  (text) => parseAutomatic('maxConcurrentUploads', text),
  (value) => textOfAutomatic('maxConcurrentUploads', value),
  'invalidPartsAtOnce',
);
const limitForm = textForm(parseLimit, textOfLimit, 'invalidBandwidthLimit');

const modeKeys = {
  false: 'intelligentOff',
  true: 'intelligentAlways',
  fallback: 'intelligentFallback',
} as const satisfies Readonly<Record<`${IntelligentMode}`, MessageKey>>;

/** How files are sent. */
export function UploadSection({ settings, save }: SectionProps) {
  const { upload, bandwidthLimit } = settings;
  const presets = defaultSettings.upload;
  const set = (change: Partial<UploadOptions>) =>
    save((now) => ({ ...now, upload: { ...now.upload, ...change } }));
  const setLimit = (limit: number | null) => save((now) => ({ ...now, bandwidthLimit: limit }));
  return (
    <>
      <PresetField
        texts={['fieldPartSize', 'hintPartSize', 'presetAutomatic']}
        stored={upload.partSize}
        preset={presets.partSize}
        form={partSizeForm}
        onSave={(partSize) => set({ partSize })}
      />
      <PresetField
        texts={['fieldPartsAtOnce', 'hintPartsAtOnce', 'presetAutomatic']}
        stored={upload.maxConcurrentUploads}
        preset={presets.maxConcurrentUploads}
        form={partsAtOnceForm}
        onSave={(maxConcurrentUploads) => set({ maxConcurrentUploads })}
      />
      <PresetField
        texts={['fieldBandwidthLimit', 'hintBandwidthLimit', 'presetNoLimit']}
        stored={bandwidthLimit}
        preset={defaultSettings.bandwidthLimit}
        form={limitForm}
        onSave={setLimit}
      />
      <RetryFields
        upload={upload}
        onSave={(change) => save((now) => ({ ...now, upload: change(now.upload) }))}
      />
      <ChoiceField
        label={t('fieldIntelligent')}
        value={String(upload.intelligent)}
        choices={intelligentModes.map((mode) => ({ value: String(mode), label: t(modeKeys[`${mode}`]) }))}
        onInput={(value) => {
          const intelligent = intelligentModes.find((mode) => String(mode) === value);
          if (intelligent !== undefined) set({ intelligent });
        }}
      />
      <p class="hint">{t('hintIntelligent')}</p>
      <PresetLine
        label={t('fieldIntelligent')}
        preset={t(modeKeys[`${presets.intelligent}`])}
        isPreset={upload.intelligent === presets.intelligent}
        onReset={() => set({ intelligent: presets.intelligent })}
      />
      <CheckField
        label={t('fieldIntegrity')}
        hint={t('hintIntegrity')}
        isOn={!upload.disableIntegrityCheck}
        onChange={(isOn) => set({ disableIntegrityCheck: !isOn })}
      />
      <PresetLine
        label={t('fieldIntegrity')}
        preset={t('presetOn')}
        isPreset={!upload.disableIntegrityCheck}
        onReset={() => set({ disableIntegrityCheck: false })}
      />
    </>
  );
}

interface PresetFieldProps<T> {
  /** What the default is called that is shown as an empty field. */
  readonly texts: readonly [label: MessageKey, hint: MessageKey, preset: MessageKey];
  readonly stored: T;
  readonly preset: T;
  readonly form: TextForm<T>;
  onSave(value: T): void;
}

function PresetField<T>({ texts: [label, hint, name], stored, preset, form, onSave }: PresetFieldProps<T>) {
  return (
    <SavedTextField
      label={t(label)}
      hint={t(hint)}
      stored={stored}
      form={form}
      below={() => (
        <PresetLine
          label={t(label)}
          preset={t(name)}
          isPreset={isSameJson(stored, preset)}
          onReset={() => onSave(preset)}
        />
      )}
      onSave={onSave}
    />
  );
}
