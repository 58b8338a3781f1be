import { useRef } from 'preact/hooks';
import { keepUnchanged, keepUnchangedRows } from '../lib/ui/keep-unchanged.ts';

/** What came as a message; the same between renders as long as it says the same. */
export function useUnchanged<T>(value: T): T {
  const kept = useRef(value);
  kept.current = keepUnchanged(kept.current, value);
  return kept.current;
}

/** Rows that came as a message; each is the same between renders as long as it says the same. */
export function useUnchangedRows<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  const kept = useRef(rows);
  kept.current = keepUnchangedRows(kept.current, rows);
  return kept.current;
}
