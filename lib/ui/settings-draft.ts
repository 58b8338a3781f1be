import * as v from 'valibot';
import { parseServiceUrl } from '../protocol/origins.ts';
import { type PolicyFault, readPolicy } from '../protocol/policy.ts';
import type { Settings } from '../protocol/settings.ts';
import { settingsSchema } from '../protocol/settings.ts';
import { parseLimit, textOfLimit } from './bandwidth-text.ts';
import type { MessageKey } from './translate.ts';

/** The options form while it is edited: every field as the text that is in it. */
export type SettingsDraft = Readonly<
  Record<
    | ('apiKey' | 'policy' | 'signature' | 'apiUrl')
    | ('location' | 'path' | 'container' | 'region' | 'access')
    /** MB/s, empty for no limit. */
    | 'bandwidthLimit',
    string
  >
>;

export function draftOf({
  apiKey,
  policy,
  signature,
  apiUrl,
  store,
  bandwidthLimit,
}: Settings): SettingsDraft {
  const { location, path = '', container = '', region = '', access = '' } = store;
  return {
    ...{ apiKey, policy, signature, apiUrl, location, path, container, region, access },
    bandwidthLimit: textOfLimit(bandwidthLimit),
  };
}

const policyFaults: Readonly<Record<PolicyFault, MessageKey>> = {
  'not-base64': 'invalidPolicyBase64',
  'not-json': 'invalidPolicyJson',
  'no-expiry': 'invalidPolicyNoExpiry',
  'expiry-not-seconds': 'invalidPolicyExpiry',
  'expiry-in-ms': 'invalidPolicyExpiryMs',
};

/**
 * The settings that a draft describes, or the text that says what is wrong with it.
 * @param base the settings that it replaces: what the form does not show stays as it is in them
 */
export function settingsOf(
  draft: SettingsDraft,
  base: Settings,
):
  | { readonly kind: 'valid'; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly text: MessageKey } {
  const { location, path, container, region, access, bandwidthLimit: limitText, ...account } = draft;
  if (parseServiceUrl(account.apiUrl.trim()) === undefined) return { kind: 'invalid', text: 'invalidApiUrl' };
  if ((account.policy.trim() === '') !== (account.signature.trim() === '')) {
    return { kind: 'invalid', text: 'invalidSecurity' };
  }
  const policy = account.policy.trim() === '' ? undefined : readPolicy(account.policy.trim());
  if (policy !== undefined && 'fault' in policy) return { kind: 'invalid', text: policyFaults[policy.fault] };
  const bandwidthLimit = parseLimit(limitText);
  if (bandwidthLimit === undefined) return { kind: 'invalid', text: 'invalidBandwidthLimit' };
  const { path: _p, container: _c, region: _r, access: _a, ...hidden } = base.store;
  const given = Object.entries({ path, container, region, access })
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const result = v.safeParse(settingsSchema, {
    ...account,
    upload: base.upload,
    bandwidthLimit,
    store: { ...hidden, location, ...Object.fromEntries(given) },
  });
  return result.success
    ? { kind: 'valid', settings: result.output }
    : { kind: 'invalid', text: 'invalidSettings' };
}
