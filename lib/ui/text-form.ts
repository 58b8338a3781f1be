import { type MessageKey, t } from './translate.ts';

/** What a text says: a value, perhaps with a word on how it was read, or what is wrong with it. */
export type ReadText<T> = { readonly value: T; readonly note?: string } | { readonly fault: string };

/** How people write a value. */
export interface TextForm<T> {
  read(text: string): ReadText<T>;
  write(value: T): string;
}

/** @param parse answers undefined for what is no such value */
export function textForm<T>(
  parse: (text: string) => T | undefined,
  write: (value: T) => string,
  fault: MessageKey,
): TextForm<T> {
  return {
    write,
    read(text) {
      const value = parse(text);
      return value === undefined ? { fault: t(fault) } : { value };
    },
  };
}
