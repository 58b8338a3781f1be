// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { NotificationPermissionContext } = await import('./optional-permission-context.ts');
const { NotificationsSection } = await import('./notifications-section.tsx');

/** The section, in a browser that allows what it is asked for. */
async function show(isAllowed: boolean) {
  const browser = { isAllowed, asked: 0, changed: (): void => undefined };
  const saved: Settings[] = [];
  const root = document.body.appendChild(document.createElement('main'));
  const permission = {
    has: async () => browser.isAllowed,
    ask: async () => {
      browser.asked += 1;
      browser.isAllowed = true;
      browser.changed();
      return true;
    },
    watch: (onChange: () => void) => {
      browser.changed = onChange;
      return () => undefined;
    },
  };
  await act(() =>
    render(
      <NotificationPermissionContext.Provider value={permission}>
        <NotificationsSection
          settings={defaultSettings}
          save={(change) => saved.push(change(defaultSettings))}
        />
      </NotificationPermissionContext.Provider>,
      root,
    ),
  );
  return { browser, saved, root, status: () => root.querySelector('[role=status]')?.textContent };
}

test('the browser is asked in a click, and then there is nothing more to ask', async () => {
  const { browser, root, status } = await show(false);
  await vi.waitFor(() => expect(root.querySelector('button')).not.toBeNull());
  expect(status()).toBe('notificationsNotAllowed');
  expect(browser.asked).toBe(0);
  await act(() => root.querySelector('button')?.click());
  expect(browser.asked).toBe(1);
  await vi.waitFor(() => expect(status()).toBe('notificationsAllowed'));
  expect(root.querySelector('button')).toBeNull();
});

test('a permission that is withdrawn is said at once', async () => {
  const { browser, status } = await show(true);
  await vi.waitFor(() => expect(status()).toBe('notificationsAllowed'));
  browser.isAllowed = false;
  browser.changed();
  await vi.waitFor(() => expect(status()).toBe('notificationsNotAllowed'));
});

test('each kind of news is switched off by itself', async () => {
  const { root, saved } = await show(true);
  const [ended] = root.querySelectorAll<HTMLInputElement>('input[type=checkbox]');
  ended?.click();
  expect(saved.map(({ notifications }) => notifications)).toEqual([
    { ended: false, failed: true, waiting: true },
  ]);
});
