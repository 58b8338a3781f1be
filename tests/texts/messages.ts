import * as v from 'valibot';
import { contentOf } from './source-files.ts';

export const locales = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;
export type Locale = (typeof locales)[number];

const messageSchema = v.strictObject({
  message: v.string(),
  description: v.optional(v.string()),
  placeholders: v.optional(
    v.record(v.string(), v.strictObject({ content: v.string(), example: v.optional(v.string()) })),
  ),
});

export type Message = v.InferOutput<typeof messageSchema>;

/** The texts of a language. Chromium refuses a whole extension for one fault of form in them. */
export function messagesOf(locale: Locale): Readonly<Record<string, Message>> {
  return v.parse(
    v.record(v.string(), messageSchema),
    JSON.parse(contentOf(`public/_locales/${locale}/messages.json`)),
  );
}

/** The key without the plural form: `files` for `files_one`. */
export const stemOf = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

/** The names of placeholders in a text, in small letters, sorted: `$NAME$` stands for `name`. */
export function placeholdersIn(message: string): readonly string[] {
  const names = [...message.matchAll(/\$([\w@]+)\$/g)].map((match) => (match[1] ?? '').toLowerCase());
  return [...new Set(names)].sort();
}
