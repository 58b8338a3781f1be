import * as v from 'valibot';
import { MAX_WORKFLOWS } from '../core/store-options.ts';
import { isRegion } from '../core/store-rules.ts';
import { storeOptionsSchema } from '../protocol/store-options.ts';
import { readPasted } from './pasted-form.ts';
import type { TextForm } from './text-form.ts';
import { t } from './translate.ts';

const { path, container } = storeOptionsSchema.entries;
const asWritten = (text: string) => text;

/** A folder, or a whole key; empty where the account decides. Spaces may stand in it. */
export const pathForm: TextForm<string> = {
  write: asWritten,
  read: (text) =>
    readPasted(text, { mayHaveSpaces: true }, (value) =>
      value === '' || v.is(path.wrapped, value) ? { value } : { fault: t('invalidTooLong') },
    ),
};

/** A bucket, in the words of most kinds of storage; empty where the account decides. */
export const containerForm: TextForm<string> = {
  write: asWritten,
  read: (text) =>
    readPasted(text, {}, (value) => {
      if (value === '') return { value };
      if (/[/\\]/.test(value)) return { fault: t('invalidContainer') };
      return v.is(container.wrapped, value) ? { value } : { fault: t('invalidTooLong') };
    }),
};

/** A region of S3; empty where the account decides. */
export const regionForm: TextForm<string> = {
  write: asWritten,
  read: (text) =>
    readPasted(text, {}, (written) => {
      const value = written.toLowerCase();
      return value === '' || isRegion(value) ? { value } : { fault: t('invalidRegion') };
    }),
};

/** Ids of workflows with commas or spaces between them; the order is kept, and each stands once. */
export const workflowsForm: TextForm<readonly string[]> = {
  write: (ids) => ids.join(', '),
  read: (text) =>
    readPasted(text, { mayHaveSpaces: true, mayBe: ['app-secret'] }, (written) => {
      const value = [...new Set(written.split(/[\s,;]+/).filter((id) => id !== ''))];
      if (value.length > MAX_WORKFLOWS) return { fault: t('invalidWorkflowCount', MAX_WORKFLOWS) };
      return value.every((id) => /^[A-Za-z0-9_-]{1,64}$/.test(id))
        ? { value }
        : { fault: t('invalidWorkflows') };
    }),
};
