import { parseServiceUrl } from '../protocol/origins.ts';
import { type TextForm, textForm } from './text-form.ts';

/** An API key; any text, since each server has keys of its own kind. */
export const apiKeyForm: TextForm<string> = { read: (text) => ({ value: text.trim() }), write: (key) => key };

/** Where the API is. */
export const apiUrlForm = textForm(
  (text) => {
    const plain = text.trim().replace(/\/+$/, '');
    return parseServiceUrl(plain) === undefined ? undefined : plain;
  },
  (address) => address,
  'invalidApiUrl',
);
