// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStyleLedger } from './style-ledger.ts';

function elementWith(html: string): HTMLElement {
  document.body.innerHTML = html;
  const [element] = document.body.children;
  if (!(element instanceof HTMLElement)) throw new Error('there is no element');
  return element;
}

test.each(['<p></p>', '<p style=""></p>', '<p style="top:  0 ; color:red !important"></p>'])(
  '%s is the same to the letter after it was changed',
  (html) => {
    const element = elementWith(html);
    const styles = createStyleLedger();
    for (const value of ['1px', '2px']) styles.set(element, 'top', value);
    styles.set(element, 'color', 'blue');
    expect(element.style.getPropertyValue('top')).toBe('2px');
    expect(element.style.getPropertyPriority('color')).toBe('important');
    styles.restore();
    expect(document.body.innerHTML).toBe(html);
  },
);

test('what the page has changed meanwhile stays as the page wants it', () => {
  const element = elementWith('<p style="top: 1px; left: 1px; right: 1px"></p>');
  const styles = createStyleLedger();
  for (const edge of ['top', 'left', 'bottom']) styles.set(element, edge, '5px');
  element.style.setProperty('left', '9px');
  element.style.setProperty('right', '9px');
  styles.restore();
  const { top, left, right, bottom } = element.style;
  expect({ top, left, right, bottom }).toEqual({ top: '1px', left: '9px', right: '9px', bottom: '' });
});

test('what the page has changed stays, although the element is changed once more after it', () => {
  const element = elementWith('<p style="top: 1px; left: 1px"></p>');
  const styles = createStyleLedger();
  styles.set(element, 'top', '5px');
  element.style.setProperty('left', '9px');
  styles.set(element, 'top', '5px');
  styles.restore();
  expect(element.style.cssText).toBe('top: 1px; left: 9px;');
});

test('each property is in the end as the page wrote it last, whoever wrote when', () => {
  const property = fc.constantFrom('top', 'left', 'bottom', 'right');
  const write = fc.record({ isPages: fc.boolean(), property, value: fc.constantFrom('1px', '2px', '') });
  fc.assert(
    fc.property(fc.array(write, { maxLength: 12 }), (writes) => {
      const element = elementWith('<p style="top: 7px; left: 7px !important"></p>');
      const expected = elementWith('<p style="top: 7px; left: 7px !important"></p>');
      const styles = createStyleLedger();
      for (const { isPages, property: name, value } of writes) {
        if (!isPages) styles.set(element, name, value || '0px');
        else for (const { style } of [element, expected]) style.setProperty(name, value);
      }
      styles.restore();
      for (const name of ['top', 'left', 'bottom', 'right']) {
        for (const read of ['getPropertyValue', 'getPropertyPriority'] as const) {
          expect(element.style[read](name)).toBe(expected.style[read](name));
        }
      }
    }),
  );
});

test('restoring twice changes nothing more', () => {
  const element = elementWith('<p></p>');
  const styles = createStyleLedger();
  styles.set(element, 'top', '1px');
  styles.restore();
  element.style.top = '3px';
  styles.restore();
  expect(element.style.top).toBe('3px');
});
