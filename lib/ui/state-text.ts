import type { WaitReason } from '../core/job.ts';
import type { RemovalStage } from '../core/removal.ts';
import type { JobView } from '../protocol/messages.ts';
import { type MessageKey, t } from './translate.ts';

/** The state of an upload in words. */
export function stateText(job: JobView): string {
  switch (job.state) {
    case 'staging':
      return job.capturing === undefined
        ? t('stateStaging')
        : t('stateCapturing', job.capturing.current, job.capturing.total);
    case 'queued':
      return t('stateQueued');
    case 'starting':
      return t('stateStarting');
    case 'uploading':
      return t('stateUploading', job.storedParts, job.partCount);
    case 'completing':
      return t('stateCompleting');
    case 'verifying':
      return t('stateVerifying');
    case 'waiting':
      return waitText(job);
    case 'paused':
      return t('statePaused');
    case 'cancelling':
      return t('stateCancelling');
    case 'succeeded':
      return t(storedKeys[job.removal?.stage ?? 'none']);
    case 'failed':
      return t('stateFailed');
    case 'cancelled':
      return t(job.mayBeStored ? 'stateCancelledLate' : 'stateCancelled');
  }
}

const storedKeys: Readonly<Record<RemovalStage | 'none', MessageKey>> = {
  none: 'stateSucceeded',
  scheduled: 'stateToBeDeleted',
  'under-way': 'stateDeleting',
  failed: 'stateNotDeleted',
  done: 'stateDeleted',
};

const waitKeys: Readonly<Record<WaitReason, MessageKey>> = {
  undo: 'waitUndo',
  known: 'waitKnown',
  confirm: 'waitConfirm',
  offline: 'waitOffline',
  backoff: 'waitBackoff',
  credentials: 'waitCredentials',
  permission: 'waitPermission',
  file: 'waitFile',
  disk: 'waitDisk',
  provider: 'waitProvider',
};

function waitText({ waiting }: JobView): string {
  return waiting === undefined ? '' : t(waitKeys[waiting.reason]);
}
