import { browser } from 'wxt/browser';

/** Tells screen readers and the layout which language the texts are in, and which way it runs. */
export function setPageLanguage(): void {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
}
