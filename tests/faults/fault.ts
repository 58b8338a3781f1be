import type { Exchange, Step } from './history.ts';

/** Which requests a fault meets. What is left out matches all. */
export interface Match {
  readonly step: Step;
  /** Name of the uploaded file. */
  readonly file?: string;
  readonly part?: number;
  /** 1 for the first request of that step, file and part. */
  readonly attempt?: number;
}

/** What happens to a request instead of, or on top of, being forwarded. */
export type FaultAction =
  /** RST after so many bytes of the request's body, which are read at this pace if there is one; nothing is forwarded. */
  | {
      readonly kind: 'reset';
      readonly afterBytes: number | 'half' | 'last';
      readonly bytesPerSecond?: number;
    }
  /** Forwarded and answered, then RST in place of the answer. */
  | { readonly kind: 'lose-answer' }
  /** Not forwarded; never answered. */
  | { readonly kind: 'black-hole' }
  /** Answered so, not before `notBefore`; not forwarded, unless it is to be done all the same. */
  | {
      readonly kind: 'status';
      readonly isDone?: boolean;
      readonly notBefore?: Promise<unknown>;
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Forwarded at once, answered so much later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Stopped before it is forwarded, or before it is answered, until `released`. */
  | {
      readonly kind: 'hold';
      readonly before: 'forward' | 'answer';
      readonly arrived: (exchange: Exchange) => void;
      readonly released: Promise<void>;
    }
  /** The body of the request is read at this pace. */
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  /** The answer is written at this pace. */
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }
  /** The answer to a page does not expose its ETag. */
  | { readonly kind: 'hide-etag' }
  | { readonly kind: 'wrong-etag' }
  /** Forwarded; the answer has these headers, too. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** The first half of the answer's text, as if that were all. */
  | { readonly kind: 'truncate' }
  /** Forwarded; the JSON of the answer is changed. */
  | {
      readonly kind: 'edit';
      readonly edit: (json: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
    }
  /** Not forwarded; answered with JSON of this length. */
  | { readonly kind: 'flood'; readonly bytes: number };

export interface Fault {
  readonly match: Match | ((exchange: Exchange) => boolean);
  /** How often it strikes; every time when left out. */
  readonly times?: number;
  readonly do: FaultAction;
}

export function doesMatch(match: Fault['match'], exchange: Exchange): boolean {
  if (typeof match === 'function') return match(exchange);
  const { step, file, part, attempt } = match;
  return (
    step === exchange.step &&
    (file === undefined || file === exchange.file) &&
    (part === undefined || part === exchange.part) &&
    (attempt === undefined || attempt === exchange.attempt)
  );
}

/** The PUTs of a part and of those after it. */
export const isPutFrom =
  (part: number) =>
  (exchange: Exchange): boolean =>
    exchange.step === 'put' && (exchange.part ?? 0) >= part;
