/** Of what came as a message: the object that is known already, where the new one says the same. */
export function keepUnchanged<T>(before: T, now: T): T {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** Of rows that came as a message: the objects that are known already, and the known list itself where nothing has changed. */
export function keepUnchangedRows<T extends { readonly id: string }>(
  before: readonly T[],
  now: readonly T[],
): readonly T[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const rows = now.map((row) => keepUnchanged(known.get(row.id) ?? row, row));
  const isSame = rows.length === before.length && rows.every((row, index) => row === before[index]);
  return isSame ? before : rows;
}
