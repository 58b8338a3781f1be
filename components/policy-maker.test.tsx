// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { SignedPolicy } from '../lib/ui/sign-policy.ts';
import { openPolicy } from '../server/gateway/policy.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { PolicyMaker } = await import('./policy-maker.tsx');

const secret = 'CANARYSECRET7NAHDC2ICXQKMX';
const nowMs = () => 1_893_456_000_000;
let used: SignedPolicy[] = [];

const find = <E extends Element>(selector: string): E => {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`there is no ${selector}`);
  return found;
};
const button = (name: string) => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  if (found === undefined) throw new Error(`there is no button ${name}`);
  return found;
};
const secretField = () => find<HTMLInputElement>('input[type=password]');
const inputs = () => [...document.querySelectorAll('input')].map(({ value }) => value);

beforeEach(() => {
  used = [];
  document.body.replaceChildren();
  render(
    <PolicyMaker store={{ location: 's3' }} nowMs={nowMs} onUse={(signed) => used.push(signed)} />,
    document.body.appendChild(document.createElement('main')),
  );
});

test('M17: a policy is made from a secret that is then nowhere, and goes into the profile in a click', async () => {
  secretField().value = ` ${secret}\n`;
  button('signPolicy').click();
  // Gone within the click, before anything else can look.
  expect(inputs().join()).not.toContain(secret);
  await vi.waitFor(() => expect(document.body.textContent).toContain('policySigned'));
  button('usePolicy').click();
  const [signed] = used;
  if (signed === undefined) throw new Error('nothing was used');
  expect(openPolicy(signed, secret)).toMatchObject({ ok: true, policy: { call: ['pick', 'store'] } });
  for (const planted of [secret, signed.signature, signed.policy]) {
    expect(document.documentElement.outerHTML).not.toContain(planted);
    expect(inputs().join()).not.toContain(planted);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(planted);
  }
});

test('without a secret nothing is made, and it is said', async () => {
  button('signPolicy').click();
  await vi.waitFor(() => expect(find('[role=alert]').textContent).toBe('invalidPolicySecret'));
  expect(secretField().getAttribute('aria-invalid')).toBe('true');
});

test('a field that can’t be used is named, and the secret stays to be used once it is mended', async () => {
  secretField().value = secret;
  for (const box of document.querySelectorAll<HTMLInputElement>('input[type=checkbox]:checked')) {
    box.click();
    await vi.waitFor(() => expect(box.checked).toBe(false));
  }
  button('signPolicy').click();
  await vi.waitFor(() => expect(find('[role=alert]').textContent).toBe('invalidPolicyCalls'));
  expect(secretField().value).toBe(secret);
});

test('a policy that is changed after it was made has to be made again', async () => {
  secretField().value = secret;
  button('signPolicy').click();
  await vi.waitFor(() => button('usePolicy'));
  find<HTMLInputElement>('input[type=checkbox]').click();
  await vi.waitFor(() => expect(() => button('usePolicy')).toThrow());
});

test('M17: closing the form takes the secret out of its field', () => {
  secretField().value = secret;
  find('details').dispatchEvent(new Event('toggle'));
  expect(secretField().value).toBe('');
});
