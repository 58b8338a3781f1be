import { type UploadOptions, uploadOptionRanges } from '../lib/core/upload-options.ts';
import {
  retryNumberForm,
  type UploadNumber,
  uploadNumberPresets,
  withPreset,
} from '../lib/ui/retry-forms.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { PresetLine } from './preset-line.tsx';
import { SavedTextField } from './saved-text-field.tsx';

const texts: Readonly<Record<UploadNumber, readonly [label: MessageKey, hint: MessageKey]>> = {
  retries: ['fieldRetries', 'hintRetries'],
  factor: ['fieldFactor', 'hintFactor'],
  minTimeout: ['fieldMinWait', 'hintMinWait'],
  maxTimeout: ['fieldMaxWait', 'hintMaxWait'],
  timeout: ['fieldStallLimit', 'hintStallLimit'],
};

interface RetryFieldsProps {
  readonly upload: UploadOptions;
  onSave(change: (upload: UploadOptions) => UploadOptions): void;
}

/** How often and after what waits a request is tried again. */
export function RetryFields({ upload, onSave }: RetryFieldsProps) {
  const stored = { ...upload.retryOptions, timeout: upload.timeout };
  const set = (name: UploadNumber, value: number) =>
    onSave((now) =>
      name === 'timeout'
        ? { ...now, timeout: value }
        : { ...now, retryOptions: { ...now.retryOptions, [name]: value } },
    );
  return (
    <>
      {(['retries', 'factor', 'minTimeout', 'maxTimeout', 'timeout'] as const).map((name) => {
        const [label, hint] = texts[name];
        const form = retryNumberForm(name, upload.retryOptions);
        const preset = uploadNumberPresets[name];
        const range = (['min', 'max'] as const).map((end) =>
          Number(form.write(uploadOptionRanges[name][end])),
        );
        return (
          <SavedTextField
            key={name}
            label={t(label)}
            hint={t(hint, ...range)}
            stored={stored[name]}
            form={form}
            below={() => (
              <PresetLine
                label={t(label)}
                preset={form.write(preset)}
                isPreset={stored[name] === preset}
                onReset={() => onSave((now) => withPreset(now, name))}
              />
            )}
            onSave={(value) => set(name, value)}
          />
        );
      })}
    </>
  );
}
