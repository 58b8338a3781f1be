/**
 * Calls a function of the caller's. What it throws is reported as that of an event listener is, and the upload goes on:
 * a slip in a progress bar must not cost a file.
 */
export function callBack<A extends readonly unknown[]>(
  callback: ((...args: A) => void) | undefined,
  ...args: A
): void {
  try {
    callback?.(...args);
  } catch (thrown) {
    if (typeof reportError === 'function') reportError(thrown);
    else
      queueMicrotask(() => {
        throw thrown;
      });
  }
}
