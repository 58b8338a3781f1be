/** Nothing of ours is nested deeper: what is further inside is refused by its schema. */
const DEEPEST = 32;

/**
 * Keys of foreign JSON that are names of every object's own workings, such as `__proto__` and `constructor`; no field
 * is called so.
 */
export function forbiddenKeys(json: unknown): readonly string[] {
  const found = new Set<string>();
  // Without recursion: what is nested deeply must not fill the stack.
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { value, depth } = at;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key in Object.prototype || key === 'prototype') found.add(key);
      if (depth < DEEPEST) open.push({ value: inner, depth: depth + 1 });
    }
  }
  return [...found];
}
