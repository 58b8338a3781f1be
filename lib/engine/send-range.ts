import type { PartRange } from '../core/part-plan.ts';
import type { BandwidthGate } from './bandwidth-gate.ts';
import { checkedEtag, withMd5 } from './checked-put.ts';
import type { Clock, PartFacts, PartReader, SignedPut, Transport } from './ports.ts';
import type { PutPace } from './put-pace.ts';
import type { SignedPlaces } from './signed-places.ts';

/** What it takes to bring bytes to the store. */
export interface Carriage {
  readonly transport: Transport;
  readonly reader: PartReader;
  readonly pace: PutPace;
  /** Lets no more onto the wire than a limit allows; not asked where there is none. */
  readonly gate: Pick<BandwidthGate, 'take' | 'limit'>;
  /** Resolves when the part may go onto the wire; the same place when it is asked again. */
  readonly wirePlace: () => Promise<void>;
  readonly signedPlaces: Pick<SignedPlaces, 'claim'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly signal: AbortSignal;
  /** Is told how many bytes are on the wire, when that matters and can be known. */
  readonly onSent: (bytes: number) => void;
}

/** Bytes that the store has acknowledged. */
export interface SentRange extends PartFacts {
  readonly etag: string;
}

/**
 * A signature that has waited longer for its turn, which may come after an hour under a low limit, is made anew: stores take
 * one for 15 minutes, some for less.
 */
const FRESH_MS = 60_000;

/**
 * One attempt at one range: hash, sign, send, check. The signature is made inside the attempt and is fresh when the
 * bytes go onto the wire. Rejects with an `UploadError`.
 */
export async function sendRange(
  { transport, reader, pace, gate, wirePlace, signedPlaces, clock, signal, onSent }: Carriage,
  range: PartRange,
  signFacts: (facts: PartFacts) => Promise<SignedPut>,
): Promise<SentRange> {
  const { body, digest } = await reader.read(range, signal);
  signal.throwIfAborted();
  const { partNumber, sizeBytes } = range;
  const facts = { partNumber, sizeBytes, ...(digest && { md5: digest.base64 }) };
  let signedAtMs = 0;
  async function sign(): Promise<SignedPut> {
    signedAtMs = clock.nowMs();
    const put = await signFacts(facts);
    signedPlaces.claim(put, partNumber);
    return put;
  }
  const isStale = (): boolean => Math.abs(clock.nowMs() - signedAtMs) > FRESH_MS;
  let signed = await sign();
  await wirePlace();
  signal.throwIfAborted();
  if (isStale()) signed = await sign();
  // Last of all: what was let in goes at once, or bytes would gather here and then leave together.
  const ended = gate.limit() === undefined ? undefined : await gate.take(sizeBytes, signal);
  try {
    signal.throwIfAborted();
    if (isStale()) signed = await sign();
    const put = withMd5(signed, digest);
    const answer = await pace.measure(sizeBytes, (limitMs) =>
      transport.put(put, body, limitMs, signal, pace.isSlow(sizeBytes) ? onSent : undefined),
    );
    return { ...facts, etag: checkedEtag(answer, digest, new URL(put.url).origin) };
  } finally {
    ended?.();
  }
}
