import { type ComponentChildren, render } from 'preact';
import { sealPrototype } from '../lib/core/seal-prototype.ts';
import { setPageLanguage } from '../lib/ui/page-language.ts';
import { type HostPermissions, PermissionsContext } from './permissions-context.ts';

// Of every page, and before the body of its own script.
sealPrototype();

/** Shows a page's content in its `#app`, in the browser's language. */
export function mountPage(title: string, permissions: HostPermissions, content: ComponentChildren): void {
  setPageLanguage();
  document.title = title;
  const root = document.getElementById('app');
  if (root === null) throw new Error('the page has no #app');
  render(<PermissionsContext.Provider value={permissions}>{content}</PermissionsContext.Provider>, root);
}
