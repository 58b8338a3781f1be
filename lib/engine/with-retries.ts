import { decideRetry, type RetryOptions } from '../core/retry-policy.ts';
import { toUploadError } from '../core/upload-error.ts';
import type { Clock } from './ports.ts';

export interface RetryContext {
  readonly options: RetryOptions;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told before each wait. */
  readonly onRetry: () => void;
}

/** Attempts something until it succeeds or the retry policy stops. Rejects with the last `UploadError`. */
export async function withRetries<T>(attempt: () => Promise<T>, context: RetryContext): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = toUploadError(thrown);
      const decision = decideRetry(error, retry, context.options, context.clock.random());
      if (decision.kind === 'stop' || context.signal.aborted) throw error;
      context.onRetry();
      await context.clock.wait(decision.delayMs, context.signal);
    }
  }
}
