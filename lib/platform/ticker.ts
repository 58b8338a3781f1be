/** Does something every so often while it is switched on. It keeps nobody alive. */
export function createTicker(work: () => void, everyMs: number): (isOn: boolean) => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  return (isOn) => {
    if (isOn) {
      timer ??= setInterval(work, everyMs);
      return;
    }
    clearInterval(timer);
    timer = undefined;
  };
}
