import { type PlainError, toPlainError, UploadError } from '../../lib/core/upload-error.ts';
import { JournalFenced, JournalLost } from '../../lib/engine/ports.ts';
import { type PageOperations, pageOperations } from './page-operations.ts';

/** How an operation of the page ended. */
export type PageOutcome<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'error'; readonly error: PlainError }
  | { readonly kind: 'fenced' | 'lost' | 'unexpected'; readonly message: string };

/** Does what a test asks for. JSON text both ways, since that takes lone surrogates, too. */
async function callPage(name: keyof PageOperations, args: string): Promise<string> {
  const operation: (...args: never[]) => Promise<unknown> = pageOperations[name];
  const parameters: never[] = JSON.parse(args);
  const outcome = await operation(...parameters).then(
    (value): PageOutcome<unknown> => ({ kind: 'value', value: value ?? null }),
    failedOutcome,
  );
  return JSON.stringify(outcome);
}

function failedOutcome(thrown: unknown): PageOutcome<never> {
  if (thrown instanceof UploadError) return { kind: 'error', error: toPlainError(thrown) };
  const message = String(thrown);
  if (thrown instanceof JournalFenced) return { kind: 'fenced', message };
  return { kind: thrown instanceof JournalLost ? 'lost' : 'unexpected', message };
}

Object.assign(globalThis, { callPage });
