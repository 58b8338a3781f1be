import type { PartBody } from '../engine/ports.ts';

/** A body without a type, which would be sent as a header that nobody has signed. */
export function untyped(body: PartBody): PartBody {
  return body instanceof Blob && body.type !== '' ? body.slice() : body;
}
