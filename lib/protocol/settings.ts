import * as v from 'valibot';
import { DEFAULT_NAME_TEMPLATE, MAX_TEMPLATE_CHARS } from '../core/name-template.ts';
import { defaultPictureOptions } from '../core/picture-options.ts';
import type { ProfileId } from '../core/profile.ts';
import { DEFAULT_SOURCE_BYTES, GREATEST_SOURCE_BYTES, LEAST_SOURCE_BYTES } from '../core/source-limits.ts';
import { defaultUploadOptions, type UploadOptions } from '../core/upload-options.ts';
import { defaultGuard, guardSettingsSchema } from './guard-settings.ts';
import { defaultHistorySettings, historySettingsSchema } from './history-settings.ts';
import { defaultLinkSettings, linkSettingsSchema } from './link-settings.ts';
import { defaultNotifications, notificationSettingsSchema } from './notification-settings.ts';
import { pictureOptionsSchema } from './picture-options.ts';
import { defaultProfile, type Profile, profilesSchema } from './profile.ts';
import { uploadOptionsSchema, withWaitsInOrder } from './upload-options.ts';

export const LEAST_BANDWIDTH_LIMIT = 32 * 1024;
export const GREATEST_BANDWIDTH_LIMIT = 10 * 1024 ** 3;
const bandwidthRange = `the bandwidth limit must be from ${LEAST_BANDWIDTH_LIMIT} to ${GREATEST_BANDWIDTH_LIMIT} bytes a second`;

/** What all uploads together may send, in bytes a second; null for no limit. The least is a smallest chunk a second. */
export const bandwidthLimitSchema = v.nullable(
  v.pipe(
    v.number(bandwidthRange),
    v.minValue(LEAST_BANDWIDTH_LIMIT, bandwidthRange),
    v.maxValue(GREATEST_BANDWIDTH_LIMIT, bandwidthRange),
  ),
);

export function isBandwidthLimit(value: number): boolean {
  return v.is(bandwidthLimitSchema, value);
}

const sourceRange = `what is fetched from an address may be limited to ${LEAST_SOURCE_BYTES} to ${GREATEST_SOURCE_BYTES} bytes`;

/** Bytes of what is fetched from an address, at most. */
const mostSourceBytesSchema = v.pipe(
  v.number(sourceRange),
  v.integer(sourceRange),
  v.minValue(LEAST_SOURCE_BYTES, sourceRange),
  v.maxValue(GREATEST_SOURCE_BYTES, sourceRange),
);

export function isMostSourceBytes(value: number): boolean {
  return v.is(mostSourceBytesSchema, value);
}

const captureSchema = v.strictObject({ mostBytes: v.optional(mostSourceBytesSchema, DEFAULT_SOURCE_BYTES) });

/** As Filestack's, but part size and concurrency follow the link. */
const automaticUpload: UploadOptions = {
  ...defaultUploadOptions,
  partSize: 'automatic',
  maxConcurrentUploads: 'automatic',
};

/** Everything the options page stores. */
export const settingsSchema = v.strictObject({
  profiles: profilesSchema,
  upload: v.optional(v.pipe(uploadOptionsSchema, v.transform(withWaitsInOrder)), automaticUpload),
  bandwidthLimit: v.optional(bandwidthLimitSchema, null),
  guard: v.optional(guardSettingsSchema, defaultGuard),
  /** What is fetched from an address: pictures, linked files. */
  capture: v.optional(captureSchema, {}),
  /** How files are called in the store. */
  nameTemplate: v.optional(v.pipe(v.string(), v.maxLength(MAX_TEMPLATE_CHARS)), DEFAULT_NAME_TEMPLATE),
  pictures: v.optional(pictureOptionsSchema, defaultPictureOptions),
  links: v.optional(linkSettingsSchema, defaultLinkSettings),
  notifications: v.optional(notificationSettingsSchema, defaultNotifications),
  history: v.optional(historySettingsSchema, defaultHistorySettings),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = {
  profiles: [defaultProfile],
  upload: automaticUpload,
  bandwidthLimit: null,
  guard: defaultGuard,
  capture: { mostBytes: DEFAULT_SOURCE_BYTES },
  nameTemplate: DEFAULT_NAME_TEMPLATE,
  pictures: defaultPictureOptions,
  links: defaultLinkSettings,
  notifications: defaultNotifications,
  history: defaultHistorySettings,
};

/** The profile of a job; undefined when it is no longer there. */
export function profileOf({ profiles }: Pick<Settings, 'profiles'>, id: ProfileId): Profile | undefined {
  return profiles.find((profile) => profile.id === id);
}

const profileFields = ['apiKey', 'policy', 'signature', 'apiUrl', 'store'] as const;

/**
 * What a version without profiles has stored, in today's form: its one account is the first profile. Anything else stays
 * as it is, to be parsed.
 */
export function upgradeSettings(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || 'profiles' in stored || !('apiKey' in stored)) {
    return stored;
  }
  const { id, name, color, sites } = defaultProfile;
  const entries = Object.entries(stored);
  const isOfProfile = ([key]: readonly [string, unknown]): boolean =>
    profileFields.some((field) => field === key);
  const profile = { id, name, color, sites, ...Object.fromEntries(entries.filter(isOfProfile)) };
  return { profiles: [profile], ...Object.fromEntries(entries.filter((entry) => !isOfProfile(entry))) };
}

/** The settings as they are stored; the revision grows with every save of a page. */
export interface StoredSettings {
  readonly settings: Settings;
  readonly revision: number;
}

/** What became of a save. Another page may have saved since the settings were shown: then nothing is replaced. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly theirs: StoredSettings };
