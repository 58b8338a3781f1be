// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import { Icon } from './icon.tsx';
import { icons } from './icons.ts';

test('an icon is drawn in the colour of its text and is nothing to screen readers', () => {
  render(<Icon name="copy" />, document.body);
  const svg = document.querySelector('svg');
  expect(svg?.getAttribute('aria-hidden')).toBe('true');
  expect(svg?.getAttribute('stroke')).toBe('currentColor');
  expect([...(svg?.children ?? [])].map(({ tagName }) => tagName.toLowerCase())).toEqual(['rect', 'path']);
});

test('every icon has shapes', () => {
  const empty = Object.entries(icons).filter(([, shapes]) => shapes.length === 0);
  expect(empty).toEqual([]);
});
