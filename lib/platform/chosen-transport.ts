import type { Transport } from '../engine/ports.ts';

/**
 * The transport that tells of bytes on the wire where somebody asks for that and it may be used; otherwise the plain
 * one, which is there at once.
 * @param mayTell whether it may be used for an origin
 */
export function createChosenTransport(
  plain: Transport,
  telling: Transport,
  mayTell: (origin: string) => Promise<boolean>,
): Transport {
  return {
    async put(put, body, stallLimitMs, signal, onSent) {
      const isAsked = onSent !== undefined && (await mayTell(new URL(put.url).origin));
      return await (isAsked ? telling : plain).put(put, body, stallLimitMs, signal, onSent);
    },
    // Where parts will go is not known yet; if it turns out that it may not be used, it was made ready for nothing.
    warmUp: () => telling.warmUp?.(),
  };
}
