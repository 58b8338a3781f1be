import * as v from 'valibot';
import { DEFAULT_NAME_TEMPLATE } from '../core/name-template.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { parseServiceUrl } from '../protocol/origins.ts';
import { type PolicyFault, readPolicy } from '../protocol/policy.ts';
import type { Settings } from '../protocol/settings.ts';
import { settingsSchema } from '../protocol/settings.ts';
import { parseAutomatic, textOfAutomatic } from './automatic-text.ts';
import { parseLimit, textOfLimit } from './bandwidth-text.ts';
import { draftOfGuard, type GuardDraft, guardOf } from './guard-draft.ts';
import { type PictureTexts, parsePictures, textsOfPictures } from './picture-draft.ts';
import { parseSourceLimit, textOfSourceLimit } from './source-limit-text.ts';
import type { MessageKey } from './translate.ts';

/** The options form while it is edited: every field as the text that is in it. */
export type SettingsDraft = Readonly<
  Record<
    | ('apiKey' | 'policy' | 'signature' | 'apiUrl')
    | ('location' | 'path' | 'container' | 'region' | 'access')
    /** MiB, empty for automatic. */
    | 'partSize'
    /** Empty for automatic. */
    | 'maxConcurrentUploads'
    /** MB/s, empty for no limit. */
    | 'bandwidthLimit'
    /** MiB, empty for the default. */
    | 'mostFetched'
    /** Empty for keeping names. */
    | 'nameTemplate',
    string
  >
> &
  GuardDraft &
  PictureTexts;

export function draftOf({
  apiKey,
  policy,
  signature,
  apiUrl,
  store,
  upload,
  bandwidthLimit,
  guard,
  capture,
  nameTemplate,
  pictures,
}: Settings): SettingsDraft {
  const { location, path = '', container = '', region = '', access = '' } = store;
  return {
    ...{ apiKey, policy, signature, apiUrl, location, path, container, region, access },
    partSize: textOfAutomatic('partSize', upload.partSize),
    maxConcurrentUploads: textOfAutomatic('maxConcurrentUploads', upload.maxConcurrentUploads),
    bandwidthLimit: textOfLimit(bandwidthLimit),
    ...draftOfGuard(guard),
    mostFetched: textOfSourceLimit(capture.mostBytes),
    nameTemplate,
    ...textsOfPictures(pictures),
  };
}

const policyFaults: Readonly<Record<PolicyFault, MessageKey>> = {
  'not-base64': 'invalidPolicyBase64',
  'not-json': 'invalidPolicyJson',
  'no-expiry': 'invalidPolicyNoExpiry',
  'expiry-not-seconds': 'invalidPolicyExpiry',
  'expiry-in-ms': 'invalidPolicyExpiryMs',
};

/** What is wrong with the account and the address, if anything is. */
function accountFault({ apiUrl, policy, signature }: SettingsDraft): MessageKey | undefined {
  if (parseServiceUrl(apiUrl.trim()) === undefined) return 'invalidApiUrl';
  if ((policy.trim() === '') !== (signature.trim() === '')) return 'invalidSecurity';
  const read = policy.trim() === '' ? undefined : readPolicy(policy.trim());
  return read !== undefined && 'fault' in read ? policyFaults[read.fault] : undefined;
}

/** What a form shows of a store: nothing where nothing was given. */
function storeOf({ location, path, container, region, access }: SettingsDraft, base: StoreOptions): unknown {
  const { path: _p, container: _c, region: _r, access: _a, ...hidden } = base;
  const given = Object.entries({ path, container, region, access })
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  return { ...hidden, location, ...Object.fromEntries(given) };
}

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
  const { apiKey, policy, signature, apiUrl } = draft;
  const fault = accountFault(draft);
  if (fault !== undefined) return { kind: 'invalid', text: fault };
  const partSize = parseAutomatic('partSize', draft.partSize);
  if (partSize === undefined) return { kind: 'invalid', text: 'invalidPartSize' };
  const maxConcurrentUploads = parseAutomatic('maxConcurrentUploads', draft.maxConcurrentUploads);
  if (maxConcurrentUploads === undefined) return { kind: 'invalid', text: 'invalidPartsAtOnce' };
  const bandwidthLimit = parseLimit(draft.bandwidthLimit);
  if (bandwidthLimit === undefined) return { kind: 'invalid', text: 'invalidBandwidthLimit' };
  const guarded = guardOf(draft);
  if (guarded.kind === 'invalid') return guarded;
  const mostBytes = parseSourceLimit(draft.mostFetched);
  if (mostBytes === undefined) return { kind: 'invalid', text: 'invalidMostFetched' };
  const pictures = parsePictures(draft);
  if ('fault' in pictures) return { kind: 'invalid', text: pictures.fault };
  const result = v.safeParse(settingsSchema, {
    ...{ apiKey, policy, signature, apiUrl },
    upload: { ...base.upload, partSize, maxConcurrentUploads },
    bandwidthLimit,
    guard: guarded.guard,
    capture: { ...base.capture, mostBytes },
    nameTemplate: draft.nameTemplate.trim() || DEFAULT_NAME_TEMPLATE,
    pictures,
    store: storeOf(draft, base.store),
  });
  return result.success
    ? { kind: 'valid', settings: result.output }
    : { kind: 'invalid', text: 'invalidSettings' };
}
