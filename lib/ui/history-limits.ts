import { isKeepDays, isMostJobs } from '../protocol/history-settings.ts';
import { type TextForm, textForm } from './text-form.ts';
import type { MessageKey } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** Nothing written is no limit. */
function limitForm(isValid: (value: number | null) => boolean, fault: MessageKey): TextForm<number | null> {
  return textForm(
    (text) => {
      const value = writtenNumber(text) ?? null;
      return isValid(value) ? value : undefined;
    },
    (value) => (value === null ? '' : String(value)),
    fault,
  );
}

export const mostJobsForm = limitForm(isMostJobs, 'invalidMostJobs');
export const keepDaysForm = limitForm(isKeepDays, 'invalidKeepDays');
