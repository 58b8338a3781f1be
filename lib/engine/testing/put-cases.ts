import type { PutBehaviour, PutCase, ReceivedPut } from './transport-contract.ts';

/** An address as its server sees it. */
export interface OpenedCase {
  readonly behaviour: PutBehaviour;
  /** To be told of every PUT that has wholly arrived. */
  arrived(put: ReceivedPut): void;
}

/** The addresses of one server. */
export interface PutCases {
  open(behaviour: PutBehaviour): PutCase;
  /** The one that a path leads to, or to something below it. */
  find(path: string): OpenedCase | undefined;
}

export function createPutCases(origin: string): PutCases {
  const cases = new Map<string, OpenedCase>();
  return {
    open(behaviour) {
      const path = `/case/${cases.size + 1}`;
      const received: ReceivedPut[] = [];
      const first = new Promise<ReceivedPut>((resolve) => {
        const arrived = (put: ReceivedPut): void => {
          received.push(put);
          resolve(put);
        };
        cases.set(path, { behaviour, arrived });
      });
      return { url: `${origin}${path}`, received, first };
    },
    find: (path) => cases.get(/^\/case\/\d+/.exec(path)?.[0] ?? ''),
  };
}
