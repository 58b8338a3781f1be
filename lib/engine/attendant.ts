import type { JobEvent } from '../core/job-event.ts';
import { nextWakeMs } from '../core/live-job.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isBusy, type JobEntry } from './job-entry.ts';
import type { JobRoster } from './job-roster.ts';
import type { SleepWatch } from './sleep-watch.ts';
import type { SlotKeeper } from './slot-keeper.ts';

/** Looking through so many jobs costs nothing that can be felt, however often it is done. */
const FEW_JOBS = 100;
/** Of more jobs, what happens within this time is looked at once: next to a request it is nothing. */
const TOGETHER_MS = 5;

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
  let callOffLook: (() => void) | undefined;

  function attend(): void {
    if (active.size <= FEW_JOBS) attendNow();
    else callOffLook ??= clock.schedule(TOGETHER_MS, attendNow);
  }

  function attendNow(): void {
    stopLook();
    if (!ports.isOnline()) tellNewcomersOffline();
    // One time for all: a part that falls due between two looks at the clock would be neither granted nor waited for.
    const nowMs = clock.nowMs();
    for (;;) {
      const entry = slots.next(active, nowMs);
      if (entry === undefined) break;
      dispatch(entry, { type: 'slot-granted' });
    }
    const { isWorking, isRequesting, next } = look(nowMs);
    sleep.expect(isRequesting);
    callOffTimer();
    if (next !== undefined) callOffTimer = clock.schedule(Math.max(0, next - clock.nowMs()), wake);
    ports.onOutlook(next === undefined ? { isBusy: isWorking } : { isBusy: isWorking, nextWakeMs: next });
  }

  /** In one pass, since there may be thousands. */
  function look(nowMs: number) {
    let isWorking = isInDoubt();
    let isRequesting = false;
    let next: number | undefined;
    for (const entry of active) {
      const { live, isHandling, postponed, requests } = entry;
      isWorking ||= isBusy(entry) || live.job.state.name === 'queued';
      isRequesting ||= requests.size > 0;
      // What is being answered, or could not be saved, is not to be woken for what it has not taken yet.
      const wakeMs = isHandling || postponed > 0 ? undefined : nextWakeMs(live, nowMs);
      if (wakeMs !== undefined) next = Math.min(next ?? wakeMs, wakeMs);
    }
    return { isWorking, isRequesting, next };
  }

  function stopLook(): void {
    callOffLook?.();
    callOffLook = undefined;
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
      stopLook();
      callOffTimer();
      sleep.expect(false);
      ports.onOutlook({ isBusy: false });
    },
  };
}
