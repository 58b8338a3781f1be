// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { OtherTab } from '../lib/ui/picker-source.ts';
import { PermissionsContext } from './permissions-context.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { OtherTabs } = await import('./other-tabs.tsx');

const tabs: readonly OtherTab[] = [{ tabId: 2, title: 'Two', url: 'https://two.example/' }];

function show({
  askForTabs = async () => true,
  askAll = async () => true,
}: {
  askForTabs?: () => Promise<boolean>;
  askAll?: () => Promise<boolean>;
}) {
  const onChoose = vi.fn();
  document.body.replaceChildren();
  render(
    <PermissionsContext.Provider
      value={{ canAsk: async () => true, ask: async () => true, watch: () => () => undefined, askAll }}
    >
      <OtherTabs
        source={{ askForTabs, otherTabs: async () => tabs }}
        isListed={() => onChoose.mock.calls.length > 0}
        onChoose={onChoose}
      />
    </PermissionsContext.Provider>,
    document.body.appendChild(document.createElement('main')),
  );
  const press = () => {
    const pressed = document.querySelector('button');
    pressed?.focus();
    pressed?.click();
  };
  return { onChoose, press };
}

const alert = () => document.querySelector('[role=alert]')?.textContent;
const heading = () => document.querySelector('h2');

test('the focus is on the heading when the button that had it is gone', async () => {
  const { onChoose, press } = show({});
  press();
  await vi.waitFor(() => expect(heading()).not.toBeNull());
  await vi.waitFor(() => expect(document.activeElement).toBe(heading()));
  press();
  await vi.waitFor(() => expect(onChoose).toHaveBeenCalledWith(tabs));
  expect(document.activeElement).toBe(heading());
  expect(alert()).toBe('');
});

test.each([
  ['refused', async () => false],
  ['failed', () => Promise.reject(new Error('the browser says no'))],
])('a permission that is %s is told, and can be asked for again', async (_title, ask) => {
  const { press } = show({ askForTabs: ask });
  press();
  await vi.waitFor(() => expect(alert()).toBe('otherTabsFailed'));
  expect(document.activeElement).toBe(document.querySelector('button'));
});

test.each([
  ['refused', async () => false],
  ['failed', () => Promise.reject(new Error('the browser says no'))],
])('sites that are %s are told, and their tabs stay', async (_title, ask) => {
  const { onChoose, press } = show({ askAll: ask });
  press();
  await vi.waitFor(() => expect(heading()).not.toBeNull());
  press();
  await vi.waitFor(() => expect(alert()).toBe('otherTabsFailed'));
  expect(onChoose).not.toHaveBeenCalled();
  expect(document.querySelectorAll('li')).toHaveLength(1);
});
