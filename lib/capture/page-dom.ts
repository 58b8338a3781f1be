// Runs in the page. A page can name its elements like members of `document` and of its forms, which then hide those, in
// our world as well: of these two, members are read by way of their prototypes.

/** What fits a selector in a tree, shadow trees in it left out. */
export function elementsIn(root: Document | ShadowRoot, selector: string): NodeListOf<Element> {
  const { prototype } = root instanceof ShadowRoot ? DocumentFragment : Document;
  return prototype.querySelectorAll.call(root, selector);
}

export function attributeOf(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}

/** What addresses in the page are relative to. */
export function baseAddress(): string {
  return String(Reflect.get(Node.prototype, 'baseURI', document));
}

/** @returns undefined for what is no address, and for none at all */
export function absolute(address: string | null): string | undefined {
  const base = baseAddress();
  const text = address?.trim() ?? '';
  return text !== '' && URL.canParse(text, base) ? new URL(text, base).href : undefined;
}
