import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { parse } from '../../lib/protocol/parse.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const faultsSchema = v.array(v.string());

/** WCAG 2.2 to level AA, and what axe calls good practice. */
const run = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
  nodes.map(({ html, any, all }) => [id, help, html.slice(0, 160), ...[...any, ...all].map(({ message }) => message)].join(' | '))))`;

/** What axe finds in a page as it is now, a line each. */
export async function findFaults(page: Page): Promise<readonly string[]> {
  if ((await page.evaluate('typeof globalThis.axe')) === 'undefined') await page.evaluate(axe);
  return parse(faultsSchema, await page.evaluate(run), 'what axe found');
}

/** What sticks out of the page to the sides, at the width that it has now. */
const sticking = `(() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => { const box = one.getBoundingClientRect(); return box.right > clientWidth + 0.5 || box.left < -0.5; })
    .map((one) => one.outerHTML.slice(0, 120))
    .concat('wider than ' + clientWidth + ': ' + scrollWidth)
    .slice(0, 5);
})()`;

const moving = `[...document.querySelectorAll('*')].flatMap((one) =>
  ['', '::before', '::after'].flatMap((part) => {
    const { transitionDuration, animationDuration } = getComputedStyle(one, part || null);
    const isMoving = (transitionDuration + ', ' + animationDuration).split(', ').some((time) => parseFloat(time) > 0);
    return isMoving ? [one.outerHTML.slice(0, 90) + part] : [];
  }))`;

/** What changes little by little instead of at once. */
export async function findMotion(page: Page): Promise<readonly string[]> {
  return parse(faultsSchema, await page.evaluate(moving), 'what moves');
}

/** What makes a page scroll sideways at a width. */
export async function findOverflow(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewport({ width, height: 800 });
  return parse(faultsSchema, await page.evaluate(sticking), 'what sticks out');
}

/** Padding at both sides, and the arrow. */
const BESIDE_CHOICE_PX = 36;

const runUnder = `[...document.querySelectorAll('select')].filter((list) => {
  const { font, textOverflow } = getComputedStyle(list);
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.font = font;
  const { width } = canvas.measureText(list.selectedOptions[0]?.text ?? '');
  return width + ${BESIDE_CHOICE_PX} > list.clientWidth && textOverflow !== 'ellipsis';
}).map((list) => list.selectedOptions[0].text)`;

/** What is chosen in a list that is too narrow for it, and runs under its arrow in place of being cut visibly. */
export async function findRunUnder(page: Page): Promise<readonly string[]> {
  return parse(faultsSchema, await page.evaluate(runUnder), 'what runs under an arrow');
}

const astray = `[...document.querySelectorAll('bdi')].filter((one) => {
  if (getComputedStyle(one).display === 'inline' || one.textContent === '') return false;
  const range = document.createRange();
  range.selectNodeContents(one);
  const [text, box] = [range.getBoundingClientRect(), one.getBoundingClientRect()];
  // What is too long is cut at its own end.
  if (text.width > box.width) return false;
  const isRightToLeft = getComputedStyle(one.parentElement).direction === 'rtl';
  return Math.abs(isRightToLeft ? box.right - text.right : text.left - box.left) > 1;
}).map((one) => one.textContent)`;

/** Names on lines of their own that do not begin at the side where their page begins. */
export async function findAstray(page: Page): Promise<readonly string[]> {
  return parse(faultsSchema, await page.evaluate(astray), 'what is at the wrong side');
}
