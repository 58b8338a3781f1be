export type Bytes = Uint8Array<ArrayBuffer>;

/** A picture's file that is not as its format wants it: what is in it nobody can tell. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture';
}

/** The text of bytes, one character for each. */
export function latin1(bytes: Bytes, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

export function bytesOfLatin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @throws BrokenPicture when there are not so many */
export function piece(bytes: Bytes, start: number, end: number): Bytes {
  if (start > end || end > bytes.length) throw new BrokenPicture(`it ends before byte ${end}`);
  return bytes.subarray(start, end);
}

export function viewOf({ buffer, byteOffset, byteLength }: Bytes): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
