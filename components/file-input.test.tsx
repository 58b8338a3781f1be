// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { FileInput, LastingPageContext } from './file-input.tsx';

function show(openLastingPage: (() => void) | undefined): HTMLElement {
  const root = document.createElement('main');
  document.body.append(root);
  render(
    <LastingPageContext.Provider value={openLastingPage}>
      <FileInput label="Choose files" takes="files" onFiles={() => undefined} />
    </LastingPageContext.Provider>,
    root,
  );
  return root;
}

test('L5: where the dialog for files would close the popup, its button opens a page that stays, and no dialog', () => {
  const openLastingPage = vi.fn();
  const root = show(openLastingPage);
  expect(root.querySelector('input')).toBeNull();
  root.querySelector('button')?.click();
  expect(openLastingPage).toHaveBeenCalledOnce();
});

test('elsewhere files are chosen where one is', () => {
  const root = show(undefined);
  expect(root.querySelector('button')).toBeNull();
  expect(root.querySelector('input')?.getAttribute('aria-label')).toBe('Choose files');
});
