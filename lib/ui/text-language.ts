import { browser } from 'wxt/browser';

const languages = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;

/**
 * The language that texts are shown in, with the region of the browser where that speaks the same: "de-AT". It is not the
 * browser's own when there are no texts in that: they are then English, and so is what stands in them.
 */
export function textLanguage(): string {
  const named = browser.i18n.getMessage('languageTag', []);
  const language = languages.find((known) => known === named) ?? 'en';
  const browsers = browser.i18n.getMessage('@@ui_locale', []).replaceAll('_', '-');
  return browsers.startsWith(`${language}-`) ? browsers : language;
}

/** Which way the language of the texts runs. */
export function textDirection(): 'ltr' | 'rtl' {
  return textLanguage().startsWith('ar') ? 'rtl' : 'ltr';
}
