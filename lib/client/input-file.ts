import { UploadError } from '../core/upload-error.ts';

/** What can be uploaded. Text is a `data:` address, or base64. */
export type UploadInput =
  | Blob
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | string
  | { readonly file: Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | string; readonly name: string };

/** Bytes, and the name that they came with. */
export interface InputFile {
  readonly blob: Blob;
  readonly name?: string;
}

/** @throws UploadError `limit` of the step `options` for what is no file */
export async function readInput(input: UploadInput): Promise<InputFile> {
  if (input instanceof File) return { blob: input, name: input.name };
  if (input instanceof Blob) return { blob: input };
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return { blob: new Blob([input]) };
  if (typeof input === 'string') return { blob: await blobOfText(input) };
  if (typeof input === 'object' && input !== null && 'file' in input && typeof input.name === 'string') {
    const { blob } = await readInput(input.file);
    return { blob, name: input.name };
  }
  throw notAFile('a File, Blob, ArrayBuffer, typed array, data: address or base64 text is needed');
}

async function blobOfText(text: string): Promise<Blob> {
  if (/^data:/i.test(text)) {
    // The platform's own parser knows every form of such an address; nothing is asked of the network.
    const response = await fetch(text).catch(() => undefined);
    if (response === undefined) throw notAFile('the data: address can’t be read');
    return await response.blob();
  }
  try {
    return new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))]);
  } catch {
    throw notAFile('a text must be a data: address or base64');
  }
}

function notAFile(message: string): UploadError {
  return new UploadError('limit', message, { step: 'options' });
}
