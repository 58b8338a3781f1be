import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const manifestSchema = v.looseObject({ default_locale: v.string() });

/**
 * Copies a built extension to `to` with the texts of one language alone. A browser takes the language of its own
 * interface, and many are installed in one language only; where an extension has none of that, it takes its default.
 */
export async function copyInLanguage(from: string, to: string, language: string): Promise<void> {
  await cp(from, to, { recursive: true });
  const path = join(to, 'manifest.json');
  const manifest = v.parse(manifestSchema, JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, JSON.stringify({ ...manifest, default_locale: language }));
  const locales = await readdir(join(to, '_locales'));
  for (const locale of locales)
    if (locale !== language) await rm(join(to, '_locales', locale), { recursive: true });
}
