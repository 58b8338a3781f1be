import type { UploadJob } from '../core/job.ts';
import type { JobEffect } from '../core/job-event.ts';
import type { JournalChange } from './ports.ts';

/** What the journal is told of a step, all at once. */
export function journalChanges(effects: readonly JobEffect[], job: UploadJob): readonly JournalChange[] {
  return effects.flatMap((effect): readonly JournalChange[] => {
    switch (effect.type) {
      case 'save-job':
        return [{ type: 'save-job', job }];
      case 'save-part':
        return [{ type: 'save-part', jobId: job.id, part: effect.part }];
      case 'clear-parts':
        return [{ type: 'clear-parts', jobId: job.id }];
      default:
        return [];
    }
  });
}
