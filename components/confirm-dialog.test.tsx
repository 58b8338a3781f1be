// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { ConfirmDialog } = await import('./confirm-dialog.tsx');

async function open(): Promise<{ readonly answers: boolean[]; readonly dialog: HTMLDialogElement }> {
  const answers: boolean[] = [];
  document.body.replaceChildren();
  render(
    <ConfirmDialog question="?" details="" onAnswer={(isYes) => answers.push(isYes)} />,
    document.body.appendChild(document.createElement('main')),
  );
  const dialog = document.querySelector('dialog');
  if (dialog === null) throw new Error('there is no dialog');
  await vi.waitFor(() => expect(dialog.open).toBe(true));
  return { answers, dialog };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test.each([
  ['yes', true],
  ['no', false],
])('“%s” is heard within the click, and once', async (value, isYes) => {
  const { answers, dialog } = await open();
  dialog.querySelector<HTMLButtonElement>(`button[value=${value}]`)?.click();
  expect(answers).toEqual([isYes]);
  dialog.close(value);
  await settled();
  expect(answers).toEqual([isYes]);
});

test('a dialog that is left by a key means no', async () => {
  const { answers, dialog } = await open();
  dialog.close();
  await vi.waitFor(() => expect(answers).toEqual([false]));
});
