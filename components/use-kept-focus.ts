import { useEffect, useRef } from 'preact/hooks';

const operable = 'button, a[href], input, select, summary';

/**
 * Keeps the focus where it was when what had it is gone: a button whose command was carried out, or its whole row. It
 * goes on to what stands in its place, in the same row or in the one that has come there.
 * @returns a ref for the element whose children are the rows
 */
export function useKeptFocus<List extends HTMLElement>(): { readonly current: List | null } {
  const list = useRef<List>(null);
  useEffect(() => {
    const { current } = list;
    if (current === null) return undefined;
    let last: Element | undefined;
    let row: Element | undefined;
    let [rowIndex, index] = [0, 0];
    function remember({ target }: FocusEvent): void {
      if (!(target instanceof Element)) return;
      last = target;
      note();
    }
    /** Where it is just now: rows come and go above it. */
    function note(): void {
      row = [...(current?.children ?? [])].find((child) => last !== undefined && child.contains(last));
      if (row === undefined || last === undefined) return;
      rowIndex = [...(current?.children ?? [])].indexOf(row);
      index = [...row.querySelectorAll(operable)].indexOf(last);
    }
    function forget({ relatedTarget }: FocusEvent): void {
      // What is taken away says so without naming what is next.
      if (relatedTarget instanceof Node && !current?.contains(relatedTarget)) last = undefined;
    }
    const watcher = new MutationObserver(() => {
      if (last?.isConnected === true) {
        note();
        return;
      }
      if (last === undefined || document.activeElement !== document.body) return;
      const next =
        row?.isConnected === true ? row : current.children[Math.min(rowIndex, current.children.length - 1)];
      const places = next === undefined ? [] : [...next.querySelectorAll<HTMLElement>(operable)];
      const place = places[Math.min(Math.max(index, 0), places.length - 1)] ?? current;
      place.focus();
    });
    watcher.observe(current, { childList: true, subtree: true });
    current.addEventListener('focusin', remember);
    current.addEventListener('focusout', forget);
    return () => {
      watcher.disconnect();
      current.removeEventListener('focusin', remember);
      current.removeEventListener('focusout', forget);
    };
  }, []);
  return list;
}
