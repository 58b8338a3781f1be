import type { UploadOptions } from '../lib/core/upload-options.ts';
import { parseAutomatic, textOfAutomatic } from '../lib/ui/automatic-text.ts';
import { parseLimit, textOfLimit } from '../lib/ui/bandwidth-text.ts';
import { textForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import type { SectionProps } from './options-section.ts';
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

/** How files are sent. */
export function UploadSection({ settings, save }: SectionProps) {
  const { upload, bandwidthLimit } = settings;
  const set = (change: Partial<UploadOptions>) =>
    save((now) => ({ ...now, upload: { ...now.upload, ...change } }));
  return (
    <>
      <SavedTextField
        label={t('fieldPartSize')}
        hint={t('hintPartSize')}
        stored={upload.partSize}
        form={partSizeForm}
        onSave={(partSize) => set({ partSize })}
      />
      <SavedTextField
        label={t('fieldPartsAtOnce')}
        hint={t('hintPartsAtOnce')}
        stored={upload.maxConcurrentUploads}
        form={partsAtOnceForm}
        onSave={(maxConcurrentUploads) => set({ maxConcurrentUploads })}
      />
      <SavedTextField
        label={t('fieldBandwidthLimit')}
        hint={t('hintBandwidthLimit')}
        stored={bandwidthLimit}
        form={limitForm}
        onSave={(limit) => save((now) => ({ ...now, bandwidthLimit: limit }))}
      />
    </>
  );
}
