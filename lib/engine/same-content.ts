const READ_BYTES = 1024 ** 2;

/** Whether two blobs hold the same bytes; ends at the first that differ. Rejects when one of them can't be read. */
export async function hasSameContent(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  for (let startByte = 0; startByte < one.size; startByte += READ_BYTES) {
    const [a, b] = await Promise.all([readWords(one, startByte), readWords(other, startByte)]);
    if (a.length !== b.length || a.some((word, index) => word !== b[index])) return false;
  }
  return true;
}

/** Compared four bytes at a time; the last word is filled up with zeros. */
async function readWords(blob: Blob, startByte: number): Promise<Uint32Array> {
  const bytes = new Uint8Array(await blob.slice(startByte, startByte + READ_BYTES).arrayBuffer());
  if (bytes.length % 4 === 0) return new Uint32Array(bytes.buffer);
  const filled = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  filled.set(bytes);
  return new Uint32Array(filled.buffer);
}
