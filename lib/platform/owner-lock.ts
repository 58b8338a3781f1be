const NAME = 'upload-engine';
/** A frozen owner gets this long; then it is shut out, and the journal's epoch refuses what it still tries. */
const PATIENCE_MS = 5_000;

/** Resolves when this context is the only one that runs uploads, and stays so until it ends. */
export async function becomeOwner(): Promise<void> {
  const hold = () => new Promise<never>(() => undefined);
  let isOwner = false;
  await new Promise<void>((resolve) => {
    const take = (options: LockOptions) =>
      navigator.locks.request(NAME, options, () => {
        isOwner = true;
        resolve();
        return hold();
      });
    take({ signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
      // One whose lock was stolen is shut out, and does not steal it back.
      if (!isOwner) take({ steal: true }).catch(() => undefined);
    });
  });
}
