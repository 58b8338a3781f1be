import * as v from 'valibot';
import { storeOptionsSchema } from '../protocol/store-options.ts';
import { type TextForm, textForm } from './text-form.ts';

const { path, container, region } = storeOptionsSchema.entries;
const schemas = { path, container, region };

/** A text of the store options; empty where the account decides. */
export function storeTextForm(name: keyof typeof schemas): TextForm<string> {
  return textForm(
    (text) => {
      const plain = text.trim();
      return plain === '' || v.is(schemas[name].wrapped, plain) ? plain : undefined;
    },
    (value) => value,
    'invalidSettings',
  );
}
