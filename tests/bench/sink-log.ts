/** What a run will send. */
export interface SinkPlan {
  /** Added to every answer, those to OPTIONS too. */
  readonly delayMs: number;
  readonly partCount: number;
  /** False for bare PUTs, which end with the last part. */
  readonly endsWithComplete: boolean;
}

/** What the sink has seen of a run; times in ms since 1970, with fractions. */
export interface SinkLog {
  bytes: number;
  parts: number;
  preflights: number;
  /** Arrival of the first request of any kind. */
  firstMs?: number;
  /** When the last answer was given. */
  lastMs?: number;
}
