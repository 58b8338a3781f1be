/**
 * Does work at most once an interval and one at a time, however often it is asked for. What is asked for last is always
 * done: the work begins after the last call. An error is the work's own to tell.
 * @param intervalMs asked for anew each time where it depends on how much there is to do
 */
export function throttle(work: () => Promise<void>, intervalMs: number | (() => number)): () => void {
  let isDue = false;
  let isWaiting = false;

  function ask(): void {
    isDue = true;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => void run(), typeof intervalMs === 'number' ? intervalMs : intervalMs());
  }

  async function run(): Promise<void> {
    isDue = false;
    await work().catch(() => undefined);
    isWaiting = false;
    if (isDue) ask();
  }

  return ask;
}
