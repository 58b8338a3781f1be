/** Where the process is killed: before or after the n-th call that leaves it. */
export interface CrashPoint {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Counts the calls that leave the process, and kills it at the planned ones. */
export interface CrashPlan {
  /** Calls so far, over all processes. */
  readonly calls: () => number;
  /** Wraps every method of a port for one process; after its death nothing it asked for ever answers. */
  guard<T extends object>(port: T, life: Life): T;
}

/** One process. */
export interface Life {
  isOver: boolean;
}

const never = new Promise<never>(() => undefined);

/** @param onCrash called once the process is dead */
export function createCrashPlan(points: readonly CrashPoint[], onCrash: () => void): CrashPlan {
  let calls = 0;

  function kill(life: Life): Promise<never> {
    life.isOver = true;
    onCrash();
    return never;
  }

  return {
    calls: () => calls,
    guard: (port, life) =>
      new Proxy(port, {
        get(target, name, receiver) {
          const method: unknown = Reflect.get(target, name, receiver);
          if (typeof method !== 'function') return method;
          return async (...args: unknown[]) => {
            if (life.isOver) return await never;
            calls += 1;
            const call = calls;
            const isPlanned = (when: CrashPoint['when']) =>
              points.some((point) => point.call === call && point.when === when);
            if (isPlanned('before')) return await kill(life);
            const settled = await Promise.resolve(Reflect.apply(method, target, args)).then(
              (value: unknown) => ({ isGood: true, value }),
              (value: unknown) => ({ isGood: false, value }),
            );
            if (life.isOver) return await never;
            if (isPlanned('after')) return await kill(life);
            if (settled.isGood) return settled.value;
            throw settled.value;
          };
        },
      }),
  };
}
