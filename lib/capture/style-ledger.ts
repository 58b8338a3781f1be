// Runs in the page.

type Styled = Element & ElementCSSInlineStyle;

interface Entry {
  readonly ours: string;
  readonly before: string;
  readonly priority: string;
}

interface Changed {
  /** The attribute as the page wrote it, and as the browser reads it. */
  readonly text: string | null;
  readonly css: string;
  /** As we have left it. */
  ours: string;
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

  return {
    set(element, property, value) {
      const { style } = element;
      const before = style.getPropertyValue(property);
      const priority = style.getPropertyPriority(property);
      const known = changed.get(element) ?? {
        text: element.getAttribute('style'),
        css: style.cssText,
        ours: '',
        entries: new Map<string, Entry>(),
      };
      changed.set(element, known);
      style.setProperty(property, value, 'important');
      known.ours = style.cssText;
      // As the browser writes it.
      const ours = style.getPropertyValue(property);
      if (!known.entries.has(property)) known.entries.set(property, { ours, before, priority });
    },

    restore() {
      for (const [element, known] of changed) {
        if (element.style.cssText === known.ours) putBack(element, known);
        else for (const [property, entry] of known.entries) putPropertyBack(element, property, entry);
      }
      changed.clear();
    },
  };
}

/** To the letter. A policy of the page may keep a text from having effect that its script could write. */
function putBack(element: Styled, { text, css }: Changed): void {
  // Chromium writes the attribute only when somebody asks, and can't remove before what it writes later.
  const hasStyle = element.hasAttribute('style');
  if (text !== null) element.setAttribute('style', text);
  else if (hasStyle) element.removeAttribute('style');
  if (element.style.cssText !== css) element.style.cssText = css;
}

function putPropertyBack({ style }: Styled, property: string, { ours, before, priority }: Entry): void {
  const isOurs =
    style.getPropertyValue(property) === ours && style.getPropertyPriority(property) === 'important';
  if (isOurs && before === '') style.removeProperty(property);
  else if (isOurs) style.setProperty(property, before, priority);
}
