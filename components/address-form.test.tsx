// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { AddressForm } = await import('./address-form.tsx');

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A form in which an address was entered; whether it is taken is told later. */
async function enter(address: string) {
  const given: string[] = [];
  let take = (_isTaken: boolean): void => undefined;
  document.body.replaceChildren();
  render(
    <AddressForm
      onAddress={(text) => {
        given.push(text);
        return new Promise((resolve) => {
          take = resolve;
        });
      }}
    />,
    document.body.appendChild(document.createElement('main')),
  );
  const field = document.querySelector('input');
  if (field === null) throw new Error('there is no field');
  const type = async (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
  };
  await type(address);
  const submit = () => document.querySelector('button')?.click();
  return { given, field, type, submit, take: (isTaken: boolean) => take(isTaken) };
}

test('the field is empty once its address was taken, and is given once', async () => {
  const { given, field, submit, take } = await enter('https://a.example/');
  submit();
  submit();
  expect(given).toEqual(['https://a.example/']);
  take(true);
  await vi.waitFor(() => expect(field.value).toBe(''));
});

test('an address that was not taken stays, to be mended and given again', async () => {
  const { given, field, type, submit, take } = await enter('htp://a.example/');
  submit();
  take(false);
  await settled();
  expect(field.value).toBe('htp://a.example/');
  await type('http://a.example/');
  submit();
  expect(given).toEqual(['htp://a.example/', 'http://a.example/']);
});

test('what was typed meanwhile stays', async () => {
  const { field, type, submit, take } = await enter('https://a.example/');
  submit();
  await type('https://b.example/');
  take(true);
  await settled();
  expect(field.value).toBe('https://b.example/');
});
