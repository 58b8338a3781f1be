import { GREATEST_KEPT_DAYS, GREATEST_KEPT_JOBS, LEAST_KEPT_JOBS } from '../lib/protocol/history-settings.ts';
import { keepDaysForm, mostJobsForm } from '../lib/ui/history-limits.ts';
import { t } from '../lib/ui/translate.ts';
import type { SectionProps } from './options-section.ts';
import { SavedTextField } from './saved-text-field.tsx';

/** How much of the list of uploads is kept. */
export function HistorySection({ settings, save }: SectionProps) {
  const { history } = settings;
  const change = (part: Partial<typeof history>) =>
    save((now) => ({ ...now, history: { ...now.history, ...part } }));
  return (
    <>
      <SavedTextField
        label={t('fieldMostJobs')}
        hint={t('hintMostJobs', LEAST_KEPT_JOBS, GREATEST_KEPT_JOBS)}
        stored={history.mostJobs}
        form={mostJobsForm}
        onSave={(mostJobs) => change({ mostJobs })}
      />
      <SavedTextField
        label={t('fieldKeepDays')}
        hint={t('hintKeepDays', GREATEST_KEPT_DAYS)}
        stored={history.keepDays}
        form={keepDaysForm}
        onSave={(keepDays) => change({ keepDays })}
      />
    </>
  );
}
