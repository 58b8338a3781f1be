// @vitest-environment happy-dom
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

test('restoring twice changes nothing more', () => {
  const element = elementWith('<p></p>');
  const styles = createStyleLedger();
  styles.set(element, 'top', '1px');
  styles.restore();
  element.style.top = '3px';
  styles.restore();
  expect(element.style.top).toBe('3px');
});
