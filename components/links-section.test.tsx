// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string) => key, getUILanguage: () => 'en' } },
}));
const { ClipboardPermissionContext } = await import('./optional-permission-context.ts');
const { LinksSection } = await import('./links-section.tsx');

/** The section, in a browser whose person answers its question so. */
async function show(copiesByItself: boolean, answer: boolean) {
  const asked = vi.fn();
  const saved: Settings[] = [];
  let isAllowed = false;
  let changed = (): void => undefined;
  const permission = {
    has: async () => isAllowed,
    async ask() {
      asked();
      isAllowed = answer;
      changed();
      return answer;
    },
    watch(onChange: () => void) {
      changed = onChange;
      return () => undefined;
    },
  };
  const root = document.body.appendChild(document.createElement('main'));
  const draw = (settings: Settings) =>
    act(() =>
      render(
        <ClipboardPermissionContext.Provider value={permission}>
          <LinksSection
            settings={settings}
            save={(change) => {
              saved.push(change(settings));
              void draw(change(settings));
            }}
          />
        </ClipboardPermissionContext.Provider>,
        root,
      ),
    );
  await draw({ ...defaultSettings, links: { ...defaultSettings.links, copiesByItself } });
  return {
    root,
    asked,
    saved,
    box: () => root.querySelector<HTMLInputElement>('input[type=checkbox]'),
    status: () => root.querySelector('[role=status]')?.textContent,
  };
}

test('who turns copying by itself on is asked, and it is on whatever the answer; off asks nothing', async () => {
  const { box, asked, saved, status } = await show(false, false);
  expect(status()).toBeUndefined();
  await act(() => box()?.click());
  expect(asked).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(status()).toBe('clipboardNotAllowed'));
  await act(() => box()?.click());
  expect(asked).toHaveBeenCalledOnce();
  expect(saved.map(({ links }) => links.copiesByItself)).toEqual([true, false]);
});

test('a refusal can be taken back by a button', async () => {
  const { root, asked, status } = await show(true, true);
  await vi.waitFor(() => expect(status()).toBe('clipboardNotAllowed'));
  expect(asked).not.toHaveBeenCalled();
  await act(() => root.querySelector('button')?.click());
  await vi.waitFor(() => expect(status()).toBe('clipboardAllowed'));
  expect(root.querySelector('button')).toBeNull();
});
