// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { LinkedFile } from '../lib/ui/link-text.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { CopyLink } = await import('./copy-link.tsx');

const url = 'https://cdn.example/abc';
const file: LinkedFile = {
  ...{ name: 'a.png', sizeBytes: 1, mimetype: 'image/png', createdAtMs: 0 },
  file: { handle: 'abc', url },
};

afterEach(() => {
  render(null, document.body);
  vi.restoreAllMocks();
});

function open(settings: Partial<LinkSettings> = {}, of: LinkedFile = file) {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const all = { format: 'url', template: '', copiesByItself: false, ...settings } as const;
  render(<CopyLink url={url} file={of} settings={all} />, document.body);
  const button = (name: string) => {
    const found = [...document.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
    );
    if (found === undefined) throw new Error(`there is no button ${name}`);
    return found;
  };
  const items = () => [...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent);
  const key = (name: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  const focused = () => document.querySelector('[role=menuitem]:focus')?.textContent;
  return { write, button, items, key, focused };
}

const menu = 'copyOtherFormats';

test('one button copies in the person’s own format, and says that it did', async () => {
  const page = open({ format: 'markdown' });
  page.button('copyMarkdown').click();
  expect(page.write).toHaveBeenCalledExactlyOnceWith('[a.png](https://cdn.example/abc)');
  await vi.waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toBe('linkCopied'));
});

test('what could not be copied is said', async () => {
  const page = open();
  page.write.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  page.button('copyLink').click();
  await vi.waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toBe('copyFailed'));
});

test('the menu is walked by its keys, and a choice copies and gives the focus back', async () => {
  const page = open();
  page.button(menu).focus();
  page.key('ArrowDown');
  await vi.waitFor(() => expect(page.focused()).toBe('copyLink'));
  expect(page.button(menu).getAttribute('aria-expanded')).toBe('true');
  page.key('ArrowDown');
  expect(page.focused()).toBe('copyMarkdown');
  page.key('ArrowUp');
  page.key('ArrowUp');
  expect(page.focused()).toBe('copyBbcodeImage');
  page.key('Home');
  page.key('End');
  expect(page.focused()).toBe('copyBbcodeImage');
  if (document.activeElement instanceof HTMLElement) document.activeElement.click();
  expect(page.write).toHaveBeenCalledExactlyOnceWith('[img]https://cdn.example/abc[/img]');
  await vi.waitFor(() => expect(page.items()).toEqual([]));
  expect(document.activeElement).toBe(page.button(menu));
});

test('Escape closes the menu, copies nothing and gives the focus back; so does a click beside it, but for the focus', async () => {
  const page = open();
  page.button(menu).click();
  await vi.waitFor(() => expect(page.focused()).toBe('copyLink'));
  page.key('Escape');
  await vi.waitFor(() => expect(page.items()).toEqual([]));
  expect(document.activeElement).toBe(page.button(menu));
  page.button(menu).click();
  await vi.waitFor(() => expect(page.focused()).toBe('copyLink'));
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  await vi.waitFor(() => expect(page.items()).toEqual([]));
  expect(page.write).not.toHaveBeenCalled();
});

test('a file that is no picture is offered no form that shows one; a template makes one form more', async () => {
  const page = open({ format: 'html-image', template: '{name}' }, { ...file, mimetype: 'text/plain' });
  page.button('copyHtml').click();
  expect(page.write).toHaveBeenCalledExactlyOnceWith('<a href="https://cdn.example/abc">a.png</a>');
  page.button(menu).click();
  await vi.waitFor(() =>
    expect(page.items()).toEqual(['copyLink', 'copyMarkdown', 'copyHtml', 'copyBbcode', 'copyOwn']),
  );
});
