import { type PolicyFault, readPolicy } from '../protocol/policy.ts';
import { readPasted } from './pasted-form.ts';
import type { ReadText, TextForm } from './text-form.ts';
import { type MessageKey, t } from './translate.ts';

/** What an app's owner has signed; both are empty where its security is off. */
export interface Security {
  readonly policy: string;
  readonly signature: string;
}

const policyFaults: Readonly<Record<PolicyFault, MessageKey>> = {
  'not-base64': 'invalidPolicyBase64',
  'not-json': 'invalidPolicyJson',
  'no-expiry': 'invalidPolicyNoExpiry',
  'expiry-not-seconds': 'invalidPolicyExpiry',
  'expiry-in-ms': 'invalidPolicyExpiryMs',
};

/** What is wrong with a policy that is being entered; nothing with an empty one. */
export function policyFault(policy: string): string | undefined {
  const read = readPolicyText(policy);
  return 'fault' in read ? read.fault : undefined;
}

const readPolicyText = (policy: string): ReadText<string> =>
  readPasted(policy, { mayBe: ['policy', 'json'], mayHaveSpaces: true }, (text) => {
    const read = text === '' ? undefined : readPolicy(text);
    return read !== undefined && 'fault' in read ? { fault: t(policyFaults[read.fault]) } : { value: text };
  });

/** Signatures of other servers may look otherwise; a known secret is none. */
const readSignature = (signature: string): ReadText<string> =>
  readPasted(signature, {}, (text) => ({ value: text }));

/** What is wrong with a signature that is being entered. */
export function signatureFault(signature: string): string | undefined {
  const read = readSignature(signature);
  return 'fault' in read ? read.fault : undefined;
}

/** Two lines of one text. */
export const linesOf = ({ policy, signature }: Security) => `${policy}\n${signature}`;

/** The two as they are entered. */
export function enteredSecurity(lines: string): Security {
  const [policy = '', signature = ''] = lines.split('\n');
  return { policy, signature };
}

/** Both in one text, a line each, since one without the other is never stored. */
export const securityForm: TextForm<Security> = {
  write: linesOf,
  read(text) {
    const entered = enteredSecurity(text);
    const [policy, signature] = [readPolicyText(entered.policy), readSignature(entered.signature)];
    if ('fault' in policy) return policy;
    if ('fault' in signature) return signature;
    if ((policy.value === '') !== (signature.value === '')) return { fault: t('invalidSecurity') };
    return { value: { policy: policy.value, signature: signature.value } };
  },
};
