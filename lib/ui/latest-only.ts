/** Asks; undefined when something else was asked before it was this one's turn. */
export type AskInTurn = <T>(ask: () => Promise<T>) => Promise<T | undefined>;

/** One question at a time, each of which may take long: of those that come up meanwhile only the last is asked. */
export function createLatestOnly(): AskInTurn {
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (ask) => {
    count += 1;
    const mine = count;
    const answer = last.then(async () => (mine === count ? await ask() : undefined));
    last = answer.catch(() => undefined);
    return answer;
  };
}
