/** Which rows of a list are selected, and where a range of them would begin. */
export interface Selection<Id> {
  readonly ids: ReadonlySet<Id>;
  /** The one that was clicked last. */
  readonly anchor?: Id;
}

export const nothingSelected: Selection<never> = { ids: new Set() };

/**
 * A click on the box of a row.
 * @param rows those that are shown, in their order
 * @param isRange all rows from the one that was clicked last to this one get what this one gets
 */
export function select<Id>(
  { ids, anchor }: Selection<Id>,
  rows: readonly Id[],
  id: Id,
  isOn: boolean,
  isRange: boolean,
): Selection<Id> {
  const [from, to] = [anchor === undefined ? -1 : rows.indexOf(anchor), rows.indexOf(id)];
  const range =
    isRange && from >= 0 && to >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  const changed = new Set(ids);
  for (const one of range) {
    if (isOn) changed.add(one);
    else changed.delete(one);
  }
  return { ids: changed, anchor: id };
}
