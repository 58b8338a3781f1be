import { expect } from 'vitest';
import type { Endpoint } from './endpoint.ts';

/** What a server other than AWS is known to do, and which. */
export interface KnownDifference {
  readonly server: string;
  readonly values: readonly unknown[];
}

/**
 * Expects what AWS does. On an endpoint that isn't the embedded store a known difference is as good: it is named, and
 * nothing else is.
 */
export function expectAsAws(
  endpoint: Endpoint,
  actual: unknown,
  aws: unknown,
  ...known: readonly KnownDifference[]
): void {
  const others = endpoint.isEmbedded ? [] : known.flatMap(({ values }) => values);
  const names = known.map(({ server }) => server).join('; ');
  expect([aws, ...others], `AWS: ${String(aws)}; known to differ: ${names}`).toContainEqual(actual);
}

/** Upload ids that never were or are no more, on RGW 16: what it says depends on the call. */
export const rgwUnknownUpload: KnownDifference = {
  server: 'RGW 16: NoSuchKey from UploadPart and ListParts, 500 from Complete',
  values: ['NoSuchKey', 'InternalError'],
};

/** Status and code of an answer as one text: `403 AccessDenied`. */
export function outcome(answer: { readonly status: number; readonly code: string | undefined }): string {
  return answer.code === undefined ? String(answer.status) : `${answer.status} ${answer.code}`;
}
