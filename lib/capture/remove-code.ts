// Runs in the page.

/** What runs code, loads another document or sends something; the text of a template may hold all of them. */
const active = new Set([
  'script',
  'iframe',
  'frame',
  'object',
  'embed',
  'form',
  'base',
  'meta',
  'link',
  'template',
]);

const animations = new Set(['animate', 'animatecolor', 'animatemotion', 'animatetransform', 'set']);

const isLink = (attribute: string) => /(?:^|:)href$/i.test(attribute.trim());
const isHandler = (attribute: string) => /^\s*on/i.test(attribute);

/**
 * Takes from a drawing, which may hold HTML as well, what would run, load or send anything once it is a file that is
 * opened. Links that are kept lead to the web, and are complete: the file has an address of its own.
 * @param base what addresses in the page are relative to
 */
export function removeCode(drawing: Element, base: string): void {
  for (const element of [drawing, ...drawing.querySelectorAll('*')]) {
    if (isActive(element)) element.remove();
    else for (const attribute of [...element.attributes]) mendAttribute(element, attribute, base);
  }
}

function isActive(element: Element): boolean {
  const name = element.localName.toLowerCase();
  if (!animations.has(name)) return active.has(name);
  const animated = element.getAttribute('attributeName') ?? '';
  return isLink(animated) || isHandler(animated);
}

function mendAttribute(element: Element, attribute: Attr, base: string): void {
  const { name, localName, value } = attribute;
  if (isHandler(localName) || /^(?:srcdoc|action|formaction|ping)$/i.test(localName)) {
    element.removeAttributeNode(attribute);
  } else if (isLink(name) && !value.startsWith('#')) {
    // Read as a browser does, which leaves out spaces and line ends: only so an address tells where it leads.
    const address = value.trim() !== '' && URL.canParse(value, base) ? new URL(value, base).href : '';
    if (/^(?:https?:|data:image\/)/.test(address)) attribute.value = address;
    else element.removeAttributeNode(attribute);
  }
}
