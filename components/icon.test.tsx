// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
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

test('every icon that is built in is drawn somewhere', () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((file) => /(?<!\.test)\.tsx?$/.test(file) && file !== 'icons.ts');
  const code = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n');
  const unused = Object.keys(icons).filter((name) => !new RegExp(`['"]${name}['"]`).test(code));
  expect(unused).toEqual([]);
});
