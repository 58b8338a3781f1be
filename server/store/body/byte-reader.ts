/** Reads lines and counted runs of bytes from a stream of buffers, holding no more than a line or a buffer of it. */
export interface ByteReader {
  /** A line without its CRLF; undefined when the stream ended or the line is longer than the limit. */
  line(limitBytes: number): Promise<string | undefined>;
  /** The next bytes, at most `limitBytes` of them; undefined at the end. */
  some(limitBytes: number): Promise<Buffer | undefined>;
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function refill(): Promise<boolean> {
    const next = await iterator.next();
    if (next.done) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  }

  return {
    async line(limitBytes) {
      for (;;) {
        const end = held.indexOf('\r\n');
        if (end >= 0) {
          if (end > limitBytes) return undefined;
          const line = held.toString('latin1', 0, end);
          held = held.subarray(end + 2);
          return line;
        }
        if (held.length > limitBytes + 1 || !(await refill())) return undefined;
      }
    },
    async some(limitBytes) {
      while (held.length === 0) if (!(await refill())) return undefined;
      const bytes = held.subarray(0, limitBytes);
      held = held.subarray(bytes.length);
      return bytes;
    },
  };
}
