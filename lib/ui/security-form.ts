import { type PolicyFault, readPolicy } from '../protocol/policy.ts';
import type { TextForm } from './text-form.ts';
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
  const text = policy.trim();
  const read = text === '' ? undefined : readPolicy(text);
  return read !== undefined && 'fault' in read ? t(policyFaults[read.fault]) : undefined;
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
    const [policy, signature] = [entered.policy.trim(), entered.signature.trim()];
    if ((policy === '') !== (signature === '')) return { fault: t('invalidSecurity') };
    const fault = policyFault(policy);
    return fault === undefined ? { value: { policy, signature } } : { fault };
  },
};
