import { parseSourceLimit, textOfSourceLimit } from '../lib/ui/source-limit-text.ts';
import { textForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import type { SectionProps } from './options-section.ts';
import { SavedTextField } from './saved-text-field.tsx';

const mostFetchedForm = textForm(parseSourceLimit, textOfSourceLimit, 'invalidMostFetched');

/** What is fetched from an address. */
export function CaptureSection({ settings, save }: SectionProps) {
  return (
    <SavedTextField
      label={t('fieldMostFetched')}
      hint={t('hintMostFetched')}
      stored={settings.capture.mostBytes}
      form={mostFetchedForm}
      onSave={(mostBytes) => save((now) => ({ ...now, capture: { ...now.capture, mostBytes } }))}
    />
  );
}
