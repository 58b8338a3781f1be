/** A link slower than this is none: 64 kbit/s. A part of 5 MiB then takes eleven minutes. */
const LEAST_BYTES_PER_MS = 8;
/** A transfer that takes so many times longer than the link has shown has stalled. */
const PATIENCE = 4;

/**
 * How long a PUT may take when the transport does not tell of bytes on the wire, and stand still when it does.
 * @param timeoutMs the stall limit of the options
 * @param bytesPerMs what one part has moved at lately; undefined before the first
 */
export function putLimitMs(sizeBytes: number, timeoutMs: number, bytesPerMs?: number): number {
  const expectedMs = sizeBytes / Math.max(bytesPerMs ?? 0, LEAST_BYTES_PER_MS);
  return bytesPerMs === undefined ? timeoutMs + expectedMs : Math.max(timeoutMs, PATIENCE * expectedMs);
}

/**
 * How long the answer to a PUT may take once all its bytes were handed to the network: buffers on the way may still
 * hold many of them, all of the part at worst.
 * @param stallLimitMs how long the PUT may stand still
 * @param bytesPerMs what this very part has moved at; undefined when it was swallowed at once
 */
export function answerLimitMs(sizeBytes: number, stallLimitMs: number, bytesPerMs?: number): number {
  if (bytesPerMs === undefined) return stallLimitMs;
  return Math.max(stallLimitMs, (PATIENCE * sizeBytes) / Math.max(bytesPerMs, LEAST_BYTES_PER_MS));
}
