// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ProofResult } from '../lib/core/upload-proof.ts';
import { defaultProfile, type Profile } from '../lib/protocol/profile.ts';
import type { ProveAccount } from './use-proof.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, values: readonly string[] = []) => [key, ...values].join(' '),
      getUILanguage: () => 'en',
    },
  },
}));
const { ProfileTestSection } = await import('./profile-test-section.tsx');
const { ProveContext } = await import('./prove-context.ts');

const profile: Profile = { ...defaultProfile, apiKey: 'right' };
const proved: ProofResult = { kind: 'proved' };
let tests: { readonly report: Parameters<ProveAccount>[1]; readonly end: () => void }[];
const prove: ProveAccount = (_account, report) => new Promise((end) => tests.push({ report, end }));
let place: HTMLElement;

async function show(shown: Profile): Promise<void> {
  await act(() =>
    render(
      <ProveContext.Provider value={prove}>
        <ProfileTestSection profile={shown} />
      </ProveContext.Provider>,
      place,
    ),
  );
}
const click = () => act(() => place.querySelector('button')?.click());
const items = () => [...place.querySelectorAll('li')].map((item) => item.dataset['mark']);

beforeEach(() => {
  tests = [];
  document.body.replaceChildren();
  place = document.body.appendChild(document.createElement('div'));
});

test('what is proved is shown step by step, and the step that is under way is marked', async () => {
  await show(profile);
  await click();
  expect(items()).toEqual(['running', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
  await act(() => tests[0]?.report('reachable', proved));
  expect(items()).toEqual(['proved', 'running', 'waiting', 'waiting', 'waiting', 'waiting']);
});

test('a second click while a test is under way makes no second test', async () => {
  await show(profile);
  await click();
  await click();
  expect(tests).toHaveLength(1);
});

test('what was proved of one key says nothing of another', async () => {
  await show(profile);
  await click();
  await act(() => tests[0]?.report('reachable', proved));
  await show({ ...profile, apiKey: 'another' });
  expect(items()).toEqual([]);
});

test('without a key nothing is asked, and the key is', async () => {
  await show(defaultProfile);
  await click();
  expect(tests).toHaveLength(0);
  expect(place.querySelector('[role=alert]')?.textContent).toBe('welcomeNoKey');
});

test('what is to be copied against two steps is shown once', async () => {
  await show(profile);
  await click();
  const skipped: ProofResult = {
    kind: 'skipped',
    why: 'not-allowed',
    remedy: { kind: 'policy', calls: ['read', 'remove'] },
  };
  await act(() => {
    for (const step of ['readable', 'removed'] as const) tests[0]?.report(step, skipped);
  });
  expect(place.querySelectorAll('pre')).toHaveLength(1);
  expect(JSON.parse(place.querySelector('pre')?.textContent ?? '')).toMatchObject({
    call: ['read', 'remove'],
  });
});

test('the words of a server are text, whatever they hold', async () => {
  await show(profile);
  await click();
  const details = { step: 'start', status: 400, serverText: '<img src=x onerror=alert(1)>' };
  const error = { code: 'rejected', message: 'refused', details } as const;
  await act(() => tests[0]?.report('key', { kind: 'failed', error }));
  expect(place.querySelector('li img')).toBeNull();
  expect(place.textContent).toContain(details.serverText);
});
