// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { removeCode } from './remove-code.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What is left of a drawing of this content. */
function left(content: string): string {
  const host = document.createElement('div');
  host.innerHTML = `<svg xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink">${content}</svg>`;
  const [drawing] = host.children;
  if (drawing === undefined) throw new Error('there is no drawing');
  removeCode(drawing, 'https://site.example/folder/page');
  return drawing.innerHTML;
}

test.each(['script', 'iframe', 'object', 'embed', 'form', 'base', 'meta', 'link'])(
  'no <%s> is left of a drawing that holds HTML',
  (name) => {
    const inner = document.createElement(name);
    inner.setAttribute('data-inner', '');
    const drawing = document.createElementNS(SVG, 'svg');
    const page = document.createElementNS(SVG, 'foreignObject');
    page.append(inner, document.createElement('p'));
    drawing.append(page);
    removeCode(drawing, 'https://site.example/folder/page');
    expect([...page.children].map(({ localName }) => localName)).toEqual(['p']);
  },
);

test.each([
  '<a><set attributeName="href" to="javascript:alert(1)"></set></a>',
  '<a><animate attributeName="xlink:href" values="javascript:alert(1)"></animate></a>',
  '<a><animate attributeName=" HREF " values="#a;javascript:alert(1)"></animate></a>',
  '<a><set attributeName="onclick" to="alert(1)"></set></a>',
])('%s is not animated to code', (content) => {
  expect(left(content)).toBe('<a></a>');
});

test('what moves or colours a drawing stays', () => {
  const content = '<rect><animate attributeName="fill" values="red;blue"></animate></rect>';
  expect(left(content)).toBe(content);
});

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java&#10;script:alert(1)',
  'java&#9;script:alert(1)',
  '&#1;javascript:alert(1)',
  'data:text/html,<p>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://site.example/1',
  '',
])('a link to “%s” is gone', (link) => {
  expect(left(`<a href="${link}" id="a"></a>`)).toBe('<a id="a"></a>');
  expect(left(`<a xlink:href="${link}" id="a"></a>`)).toBe('<a id="a"></a>');
});

test.each(['#gradient', 'https://site.example/a?b#c', 'http://site.example/', 'data:image/png;base64,AAAA'])(
  'a link to “%s” stays',
  (link) => {
    expect(left(`<use href="${link}"></use>`)).toBe(`<use href="${link}"></use>`);
  },
);

test('a link within the page’s site leads there from anywhere', () => {
  expect(left('<image href="../a.png"></image>')).toBe('<image href="https://site.example/a.png"></image>');
});

test('nothing is left that runs on an event', () => {
  expect(left('<rect onclick="alert(1)" OnLoad="alert(2)" fill="red"></rect>')).toBe(
    '<rect fill="red"></rect>',
  );
});
