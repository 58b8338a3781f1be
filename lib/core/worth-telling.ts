/** Where parts are stored faster than this, each on its own, a bar that moves by parts moves often enough. */
const SLOW_PART_MS = 1_000;
/** Of a line that nothing is known of: bytes per millisecond of one part. */
const ASSUMED_BYTES_PER_MS = 1_000;

/**
 * Whether it matters how many bytes of a part are on the wire. Being told costs: on a line as fast as loopback, an upload
 * then takes a fifth to a half longer, and its first part 0.1 to 0.2 s.
 * @param bytesPerMs what one part has moved at lately; undefined before the first
 */
export function isWorthTelling(sizeBytes: number, bytesPerMs = ASSUMED_BYTES_PER_MS): boolean {
  return sizeBytes / bytesPerMs >= SLOW_PART_MS;
}
