import type { JobView } from '../protocol/messages.ts';
import { t } from './translate.ts';

/** The state of an upload in words. */
export function stateText(job: JobView): string {
  switch (job.state) {
    case 'staging':
      return t('stateStaging');
    case 'queued':
      return t('stateQueued');
    case 'starting':
      return t('stateStarting');
    case 'uploading':
      return t('stateUploading', String(job.storedParts), String(job.partCount));
    case 'completing':
      return t('stateCompleting');
    case 'verifying':
      return t('stateVerifying');
    case 'succeeded':
      return t('stateSucceeded');
    case 'failed':
      return t('stateFailed');
    case 'cancelled':
      return t('stateCancelled');
  }
}
