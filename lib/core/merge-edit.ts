/** What an edit makes of a value that others may have changed since it was shown. */
export interface MergedEdit {
  readonly merged: unknown;
  /** Something that the edit changes has another value by now than the one that was shown. */
  readonly overwrites: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idOf = (item: unknown) => (isFields(item) && typeof item['id'] === 'string' ? item['id'] : undefined);

/** Whether it is a list whose items are known by their id, wherever they stand. */
const isNamedList = (value: unknown): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => idOf(item) !== undefined);

/** Whether two values of JSON are the same; the order of fields is nothing. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => isSameJson(item, b[at]));
  if (!isFields(a) || !isFields(b)) return false;
  return [...keysOf(a, b)].every((key) => isSameJson(fieldOf(a, key), fieldOf(b, key)));
}

const keysOf = (...all: readonly Fields[]) => new Set(all.flatMap((fields) => Object.keys(fields)));
const fieldOf = (fields: Fields, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined);

/**
 * Applies what an edit changed, and nothing else, to a value as it is by now. Values are those of JSON; a field that is
 * undefined is absent.
 * @param now may have been changed since
 * @param shown the edit was made from it
 * @param wanted what the edit made of it
 */
export function mergeEdit(now: unknown, shown: unknown, wanted: unknown): MergedEdit {
  if (isSameJson(shown, wanted) || isSameJson(now, wanted)) return { merged: now, overwrites: false };
  if (isSameJson(now, shown)) return { merged: wanted, overwrites: false };
  if (isFields(now) && isFields(shown) && isFields(wanted)) return mergeFields(now, shown, wanted);
  if (isNamedList(now) && isNamedList(shown) && isNamedList(wanted)) return mergeLists(now, shown, wanted);
  return { merged: wanted, overwrites: true };
}

function mergeFields(now: Fields, shown: Fields, wanted: Fields): MergedEdit {
  const merged = [...keysOf(now, shown, wanted)].map((key) => {
    const field = mergeEdit(fieldOf(now, key), fieldOf(shown, key), fieldOf(wanted, key));
    return { key, ...field };
  });
  return {
    merged: Object.fromEntries(
      merged.filter((field) => field.merged !== undefined).map((field) => [field.key, field.merged]),
    ),
    overwrites: merged.some((field) => field.overwrites),
  };
}

function mergeLists(now: readonly Fields[], shown: readonly Fields[], wanted: readonly Fields[]): MergedEdit {
  const find = (list: readonly Fields[], id: string) => list.find((item) => idOf(item) === id);
  const isChanged = (list: readonly Fields[], id: string) => !isSameJson(find(list, id), find(shown, id));
  const [nowIds, shownIds, wantedIds] = [idsOf(now), idsOf(shown), idsOf(wanted)];
  const kept = nowIds.filter((id) => wantedIds.includes(id) || !shownIds.includes(id));
  // New, or edited here and removed elsewhere.
  const brought = wantedIds.filter((id) => !nowIds.includes(id) && isChanged(wanted, id));
  const order = isSameJson(nowIds, shownIds) ? wantedIds : [...kept, ...brought];
  const items = order.map((id) => mergeEdit(find(now, id), find(shown, id), find(wanted, id)));
  const removed = shownIds.filter((id) => nowIds.includes(id) && !wantedIds.includes(id));
  return {
    merged: items.map(({ merged }) => merged),
    overwrites: items.some(({ overwrites }) => overwrites) || removed.some((id) => isChanged(now, id)),
  };
}

const idsOf = (list: readonly Fields[]) => list.map((item) => idOf(item) ?? '');
