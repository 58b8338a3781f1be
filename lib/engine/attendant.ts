import type { JobEvent } from '../core/job-event.ts';
import { nextWakeMs } from '../core/live-job.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isBusy, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { SleepWatch } from './sleep-watch.ts';
import type { SlotKeeper } from './slot-keeper.ts';

/** Sees to it that every job goes on when it can. */
export interface Attendant {
  /** Gives out free slots, and arranges to be woken. To be called whenever something has changed. */
  attend(): void;
  /** Wakes nobody any more. */
  rest(): void;
}

/** @param isInDoubt whether the journal may be lost: this process, which can write it again, must live on */
export function createAttendant(
  ports: EnginePorts,
  { active }: JobRoster,
  slots: SlotKeeper,
  sleep: SleepWatch,
  dispatch: (entry: JobEntry, event: JobEvent) => void,
  isInDoubt: () => boolean,
): Attendant {
  const { clock } = ports;
  let callOffTimer = (): void => undefined;

  function attend(): void {
    if (!ports.isOnline()) tellNewcomersOffline();
    // One time for all: a part that falls due between two looks at the clock would be neither granted nor waited for.
    const nowMs = clock.nowMs();
    for (;;) {
      const entry = slots.next(active, nowMs);
      if (entry === undefined) break;
      dispatch(entry, { type: 'slot-granted' });
    }
    // What is being answered, or could not be saved, is not to be woken for what it has not taken yet.
    const wakes = [...active]
      .filter(({ isHandling, postponed }) => !isHandling && postponed === 0)
      .map(({ live }) => nextWakeMs(live, nowMs))
      .filter((ms) => ms !== undefined);
    const isWorking =
      isInDoubt() || [...active].some((entry) => isBusy(entry) || entry.live.job.state.name === 'queued');
    sleep.expect([...active].some(({ requests }) => requests.size > 0));
    const next = wakes.length > 0 ? Math.min(...wakes) : undefined;
    callOffTimer();
    if (next !== undefined) callOffTimer = clock.schedule(Math.max(0, next - clock.nowMs()), wake);
    ports.onOutlook(next === undefined ? { isBusy: isWorking } : { isBusy: isWorking, nextWakeMs: next });
  }

  function wake(): void {
    const nowMs = clock.nowMs();
    for (const entry of active) {
      const dueMs = nextWakeMs(entry.live, nowMs);
      if (dueMs !== undefined && dueMs <= nowMs) dispatch(entry, { type: 'timer-fired' });
    }
    attend();
  }

  function tellNewcomersOffline(): void {
    for (const entry of active) {
      if (entry.live.job.state.name === 'queued' && !isBusy(entry)) dispatch(entry, { type: 'went-offline' });
    }
  }

  return {
    attend,
    rest() {
      callOffTimer();
      sleep.expect(false);
      ports.onOutlook({ isBusy: false });
    },
  };
}
