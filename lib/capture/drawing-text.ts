import { baseAddress, elementsIn } from './page-dom.ts';
import { removeCode } from './remove-code.ts';

// Runs in the page.

const SVG = 'http://www.w3.org/2000/svg';

/** What style sheets may say of a drawing and its parts inherit, with what holds when nothing says it. */
const inherited: Readonly<Record<string, string>> = {
  color: 'rgb(0, 0, 0)',
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  'clip-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-miterlimit': '4',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0px',
  'stroke-opacity': '1',
  'paint-order': 'normal',
  visibility: 'visible',
  'text-anchor': 'start',
  'letter-spacing': 'normal',
  'font-family': '',
  'font-size': '',
  'font-style': 'normal',
  'font-weight': '400',
};

/** The same of what each part has for itself; where an attribute says it, it comes along with that. */
const own: Readonly<Record<string, string>> = {
  opacity: '1',
  display: 'inline',
  transform: 'none',
  'stop-color': 'rgb(0, 0, 0)',
  'stop-opacity': '1',
  'clip-path': 'none',
  mask: 'none',
  filter: 'none',
};

/** More than any drawing takes from elsewhere. */
const MAX_REFERENCES = 100;

/**
 * A drawing of the page as the text of a file that looks like it: in its size, with what style sheets say of it and what
 * it takes from other drawings of the page, and without code.
 */
export function drawingText(svg: SVGSVGElement): string {
  const copy = styledCopy(svg);
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(Math.round(width * 100) / 100));
  copy.setAttribute('height', String(Math.round(height * 100) / 100));
  takeReferences(svg, copy);
  removeCode(copy, baseAddress());
  return new XMLSerializer().serializeToString(copy);
}

function styledCopy(original: Element): Element {
  const copy = document.importNode(original, true);
  const copies = [copy, ...copy.querySelectorAll('*')];
  [original, ...original.querySelectorAll('*')].forEach((element, index) => {
    const target = copies[index];
    if (element instanceof SVGElement && target instanceof SVGElement)
      style(element, target, element === original);
  });
  return copy;
}

function style(element: SVGElement, copy: SVGElement, isTop: boolean): void {
  const styles = getComputedStyle(element);
  const above = isTop || element.parentElement === null ? undefined : getComputedStyle(element.parentElement);
  for (const [name, initial] of Object.entries(inherited)) {
    const value = styles.getPropertyValue(name);
    if (value !== (above?.getPropertyValue(name) ?? initial)) copy.style.setProperty(name, value);
  }
  if (isTop) return;
  for (const [name, initial] of Object.entries(own)) {
    const value = styles.getPropertyValue(name);
    if (value !== initial && !element.hasAttribute(name)) copy.style.setProperty(name, value);
  }
}

/** Brings along what is used by its name and stands elsewhere in the page: symbols, gradients. */
function takeReferences(svg: SVGSVGElement, copy: Element): void {
  const root = svg.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  const definitions = document.createElementNS(SVG, 'defs');
  const known = new Set([copy, ...copy.querySelectorAll('[id]')].map(({ id }) => id));
  const wanted = referencesIn(copy);
  for (let index = 0; index < Math.min(wanted.length, MAX_REFERENCES); index++) {
    const id = wanted[index];
    if (id === undefined || known.has(id)) continue;
    known.add(id);
    const [found] = elementsIn(root, `svg [id="${CSS.escape(id)}"]`);
    if (!(found instanceof SVGElement)) continue;
    const part = styledCopy(found);
    wanted.push(...referencesIn(part));
    definitions.append(part);
  }
  if (definitions.childElementCount > 0) copy.prepend(definitions);
}

function referencesIn(copy: Element): string[] {
  const ids: string[] = [];
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const { localName, value } of element.attributes) {
      const [, link] = localName === 'href' ? (/^#(.+)$/.exec(value) ?? []) : [];
      if (link !== undefined) ids.push(link);
      for (const [, used = ''] of value.matchAll(/url\(\s*["']?#([^"')]+)["']?\s*\)/g)) ids.push(used);
    }
  }
  return ids;
}
