import * as v from 'valibot';
import {
  isSiteRule,
  MAX_PROFILE_NAME_CHARS,
  MAX_PROFILES,
  MAX_SITES,
  mainProfileId,
  type ProfileId,
  profileColors,
} from '../core/profile.ts';
import { parseServiceUrl, serviceAddress } from './origins.ts';
import { storeOptionsSchema } from './store-options.ts';

/** Where Filestack's upload API lives (PROTOCOL of filestack-js: `uploadApiUrl`). */
export const filestackApiUrl = 'https://upload.filestackapi.com';

export const profileIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,36}$/),
  v.transform((id) => id as ProfileId),
);

const serviceUrlSchema = v.pipe(
  v.string(),
  v.check((text) => serviceAddress(text) !== undefined, 'https, or http on this machine'),
  v.transform((text) => serviceAddress(text) ?? text),
);

/** One destination with its account. Its keys are used for its own uploads and for nothing else. Empty text: not given. */
export const profileSchema = v.strictObject({
  id: profileIdSchema,
  name: v.pipe(v.string(), v.trim(), v.maxLength(MAX_PROFILE_NAME_CHARS)),
  color: v.picklist(profileColors),
  /** Hosts of pages whose captures go here, with their subdomains. */
  sites: v.pipe(v.array(v.pipe(v.string(), v.check(isSiteRule))), v.maxLength(MAX_SITES), v.readonly()),
  apiKey: v.pipe(v.string(), v.trim(), v.maxLength(256)),
  policy: v.pipe(v.string(), v.trim(), v.maxLength(8192)),
  signature: v.pipe(v.string(), v.trim(), v.maxLength(256)),
  apiUrl: serviceUrlSchema,
  store: storeOptionsSchema,
  /** The CDN or own domain that links name in place of the provider's; absent for the provider's. */
  linkHost: v.exactOptional(
    v.pipe(
      v.string(),
      v.trim(),
      v.check((text) => parseServiceUrl(`https://${text}`)?.host === text, 'a host, as in cdn.example.com'),
    ),
  ),
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** At least one: the first is the default. */
export const profilesSchema = v.pipe(
  v.tupleWithRest([profileSchema], profileSchema),
  v.check((profiles) => profiles.length <= MAX_PROFILES, `at most ${MAX_PROFILES} profiles`),
  v.check((profiles) => new Set(profiles.map(({ id }) => id)).size === profiles.length, 'each its own id'),
);
export type Profiles = v.InferOutput<typeof profilesSchema>;

export const defaultProfile: Profile = {
  id: mainProfileId,
  name: '',
  color: 'blue',
  sites: [],
  apiKey: '',
  policy: '',
  signature: '',
  apiUrl: filestackApiUrl,
  store: { location: 's3' },
};
