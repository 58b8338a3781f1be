// Runs in the page.

type Styled = Element & ElementCSSInlineStyle;

interface Value {
  readonly value: string;
  readonly priority: string;
}

interface Entry {
  readonly ours: Value;
  /** What the page has set, before or in between. */
  readonly before: Value;
}

interface Changed {
  /** The attribute as the page wrote it, and as the browser reads it. */
  readonly text: string | null;
  readonly css: string;
  /** As we have left it. */
  ours: string;
  /** The page has changed something since: the attribute is not put back to the letter. */
  isPages: boolean;
  readonly entries: Map<string, Entry>;
}

/** Changes the styles of elements for a while. */
export interface StyleLedger {
  /** Sets a property so that no rule of the page overrides it. Not for shorthands, of which a page may have set a part. */
  set(element: Styled, property: string, value: string): void;
  /** Puts everything back, but for what the page has changed itself meanwhile. */
  restore(): void;
}

export function createStyleLedger(): StyleLedger {
  const changed = new Map<Styled, Changed>();

  function changeOf(element: Styled): Changed {
    const { cssText } = element.style;
    const known = changed.get(element);
    if (known !== undefined) {
      known.isPages ||= cssText !== known.ours;
      return known;
    }
    const text = element.getAttribute('style');
    const first: Changed = { text, css: cssText, ours: cssText, isPages: false, entries: new Map() };
    changed.set(element, first);
    return first;
  }

  return {
    set(element, property, value) {
      const { style } = element;
      const known = changeOf(element);
      const entry = known.entries.get(property);
      const now = writtenIn(style, property);
      const before = entry !== undefined && isSame(entry.ours, now) ? entry.before : now;
      style.setProperty(property, value, 'important');
      known.ours = style.cssText;
      // As the browser writes it.
      known.entries.set(property, { ours: writtenIn(style, property), before });
    },

    restore() {
      for (const [element, known] of changed) {
        if (!known.isPages && element.style.cssText === known.ours) putBack(element, known);
        else for (const [property, entry] of known.entries) putPropertyBack(element, property, entry);
      }
      changed.clear();
    },
  };
}

const writtenIn = (style: CSSStyleDeclaration, property: string): Value => ({
  value: style.getPropertyValue(property),
  priority: style.getPropertyPriority(property),
});

const isSame = (one: Value, other: Value): boolean =>
  one.value === other.value && one.priority === other.priority;

/** To the letter. A policy of the page may keep a text from having effect that its script could write. */
function putBack(element: Styled, { text, css }: Changed): void {
  // Chromium writes the attribute only when somebody asks, and can't remove before what it writes later.
  const hasStyle = element.hasAttribute('style');
  if (text !== null) element.setAttribute('style', text);
  else if (hasStyle) element.removeAttribute('style');
  if (element.style.cssText !== css) element.style.cssText = css;
}

function putPropertyBack({ style }: Styled, property: string, { ours, before }: Entry): void {
  if (!isSame(writtenIn(style, property), ours)) return;
  if (before.value === '') style.removeProperty(property);
  else style.setProperty(property, before.value, before.priority);
}
