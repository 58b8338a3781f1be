import type { JobState } from './job.ts';
import type { LiveJob, Step } from './live-job.ts';
import { isRemovalDue, REMOVAL_UNDO_MS, type Removal } from './removal.ts';
import { enter, unchanged } from './transitions.ts';
import type { PlainError } from './upload-error.ts';

interface Stored {
  readonly live: LiveJob;
  readonly state: Extract<JobState, { name: 'succeeded' }>;
  readonly nowMs: number;
}

/**
 * What becomes of a stored file that a person wants deleted. The wait is in the journal: a process that ends in it deletes
 * the file all the same. Deleting is idempotent, so that what may have been asked is asked again.
 */
export const removalRow = {
  // Who wants it again after it was refused has had their time to think.
  'removal-requested': ({ live, state, nowMs }: Stored): Step => {
    if (state.removal === undefined) {
      return enterRemoval({ live, state }, { stage: 'scheduled', untilMs: nowMs + REMOVAL_UNDO_MS });
    }
    return state.removal.stage === 'failed' ? removeNow({ live, state }) : unchanged(live);
  },
  'removal-undo-requested': ({ live, state: { removal, ...state } }: Stored): Step =>
    removal?.stage === 'scheduled' ? enter(live, state) : unchanged(live),
  'timer-fired': ({ live, state, nowMs }: Stored): Step =>
    isRemovalDue(state.removal, nowMs) ? removeNow({ live, state }) : unchanged(live),
  'file-removed': ({ live, state, nowMs }: Stored): Step =>
    state.removal?.stage === 'under-way'
      ? enterRemoval({ live, state }, { stage: 'done', atMs: nowMs })
      : unchanged(live),
  'removal-failed': ({
    live,
    state,
    event,
  }: Stored & { readonly event: { readonly error: PlainError } }): Step =>
    state.removal?.stage === 'under-way'
      ? enterRemoval({ live, state }, { stage: 'failed', error: event.error })
      : unchanged(live),
  'worker-woke': ({ live, state }: Stored): Step =>
    state.removal?.stage === 'under-way'
      ? { live, effects: [{ type: 'remove-file', file: state.file }] }
      : unchanged(live),
} as const;

type Change = Pick<Stored, 'live' | 'state'>;

function removeNow(change: Change): Step {
  const { live, effects } = enterRemoval(change, { stage: 'under-way' });
  return { live, effects: [...effects, { type: 'remove-file', file: change.state.file }] };
}

function enterRemoval({ live, state }: Change, removal: Removal): Step {
  return enter(live, { ...state, removal });
}
