import { misplacedSecret, type SecretKind } from '../core/misplaced-secret.ts';
import { cleanPasted, hasInnerSpace } from '../core/pasted-text.ts';
import type { ReadText } from './text-form.ts';
import { type MessageKey, t } from './translate.ts';

const secretTexts: Readonly<Record<SecretKind, MessageKey>> = {
  'aws-key-id': 'misplacedAwsKey',
  'aws-secret': 'misplacedAwsSecret',
  'app-secret': 'misplacedAppSecret',
  policy: 'misplacedPolicy',
  json: 'misplacedJson',
};

export interface PastedRules {
  /** What may look like a secret of this kind. */
  readonly mayBe?: readonly SecretKind[];
  readonly mayHaveSpaces?: boolean;
}

/**
 * Reads what was typed or pasted into a line: cleaned, and refused when it is a secret that belongs elsewhere.
 * @param parse what the clean text says; empty text is never refused by the rules
 */
export function readPasted<T>(
  pasted: string,
  { mayBe = [], mayHaveSpaces = false }: PastedRules,
  parse: (text: string) => ReadText<T>,
): ReadText<T> {
  const { text, isCleaned } = cleanPasted(pasted);
  const kind = misplacedSecret(text);
  if (kind !== undefined && !mayBe.includes(kind)) return { fault: t(secretTexts[kind]) };
  if (!mayHaveSpaces && hasInnerSpace(text)) return { fault: t('invalidInnerSpace') };
  const read = parse(text);
  return 'value' in read && isCleaned ? { note: t('pastedCleaned'), ...read } : read;
}
