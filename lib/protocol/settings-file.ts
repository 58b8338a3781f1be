import * as v from 'valibot';
import { MAX_PROFILES, type ProfileId } from '../core/profile.ts';
import { forbiddenKeys } from './forbidden-keys.ts';
import { type Profile, profileSchema } from './profile.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';

export const SETTINGS_FORMAT = 's3-uploader-settings';
export const SETTINGS_VERSION = 1;
/** Twenty profiles take 800 kB with all the sites and the longest policies that they may have; what is larger is not read. */
export const MAX_SETTINGS_FILE_BYTES = 1024 ** 2;

/** Of PBKDF2. The least is OWASP's of 2023 for SHA-256; at the most a slow computer takes about ten seconds. */
export const keyIterations = { least: 600_000, greatest: 10_000_000 } as const;
export const SALT_BYTES = 16;
export const IV_BYTES = 12;

const secretNames = ['apiKey', 'policy', 'signature'] as const;

const base64Schema = (bytes?: number) =>
  v.pipe(
    v.string(),
    v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'base64'),
    v.check((text) => bytes === undefined || Math.floor((text.replace(/=+$/, '').length * 3) / 4) === bytes),
  );

/** The secrets, made unreadable by a passphrase; how is said in full, so that later versions may do it otherwise. */
const sealedSchema = v.strictObject({
  kdf: v.literal('PBKDF2-SHA256'),
  iterations: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(keyIterations.least),
    v.maxValue(keyIterations.greatest),
  ),
  salt: base64Schema(SALT_BYTES),
  cipher: v.literal('AES-256-GCM'),
  iv: base64Schema(IV_BYTES),
  data: base64Schema(),
});
export type SealedSecrets = v.InferOutput<typeof sealedSchema>;

/** What is inside, once it is opened. */
export const secretsSchema = v.pipe(
  v.array(v.strictObject(v.pick(profileSchema, ['id', ...secretNames]).entries)),
  v.maxLength(MAX_PROFILES),
  v.readonly(),
);
/** The keys of each profile. */
export type ProfileSecrets = v.InferOutput<typeof secretsSchema>;

const openProfileSchema = v.omit(profileSchema, secretNames);
export type OpenProfile = v.InferOutput<typeof openProfileSchema>;

const fileSchema = v.strictObject({
  format: v.literal(SETTINGS_FORMAT),
  version: v.literal(SETTINGS_VERSION),
  settings: v.looseObject({
    profiles: v.pipe(v.tupleWithRest([openProfileSchema], openProfileSchema), v.maxLength(MAX_PROFILES)),
  }),
  secrets: v.exactOptional(sealedSchema),
});

/** A file of settings, read and found good. Its texts are still foreign. */
export interface SettingsFile {
  readonly profiles: readonly [OpenProfile, ...OpenProfile[]];
  /** The other settings that it names, as they stand in it; valid by the schema of settings. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly secrets?: SealedSecrets | undefined;
}

export type FileFault =
  | { readonly kind: 'too-large' | 'not-json' | 'not-settings' }
  | { readonly kind: 'other-version'; readonly version: number }
  /** Names that no field of settings has; they are foreign text. */
  | { readonly kind: 'unknown-fields' | 'forbidden-fields'; readonly names: readonly string[] }
  | { readonly kind: 'invalid-field'; readonly name: string };

export type ReadFile =
  | { readonly kind: 'read'; readonly file: SettingsFile }
  | { readonly kind: 'refused'; readonly fault: FileFault };

/** What is written to a file; the secrets only as they were sealed. */
export function settingsFileText({ profiles, ...others }: Settings, secrets?: SealedSecrets): string {
  const file = {
    format: SETTINGS_FORMAT,
    version: SETTINGS_VERSION,
    settings: { profiles: profiles.map(withoutSecrets), ...others },
    ...(secrets !== undefined && { secrets }),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function withoutSecrets({
  apiKey: _key,
  policy: _policy,
  signature: _signature,
  ...open
}: Profile): OpenProfile {
  return open;
}

export function secretsOf({ profiles }: Settings): ProfileSecrets {
  return profiles.map(({ id, apiKey, policy, signature }) => ({ id, apiKey, policy, signature }));
}

/** What sealed secrets are bound to: with another address beside them they can't be opened. */
export function boundTo(profiles: readonly { readonly id: ProfileId; readonly apiUrl: string }[]): string {
  return JSON.stringify([SETTINGS_FORMAT, SETTINGS_VERSION, profiles.map(({ id, apiUrl }) => [id, apiUrl])]);
}

/** Reads a file of settings from whomever it comes. */
export function readSettingsFile(text: string): ReadFile {
  const fault = (fault: FileFault): ReadFile => ({ kind: 'refused', fault });
  if (text.length > MAX_SETTINGS_FILE_BYTES) return fault({ kind: 'too-large' });
  const json = parseJson(text);
  if (json === undefined) return fault({ kind: 'not-json' });
  const forbidden = forbiddenKeys(json);
  if (forbidden.length > 0) return fault({ kind: 'forbidden-fields', names: forbidden });
  const head = v.safeParse(v.looseObject({ format: v.literal(SETTINGS_FORMAT), version: v.number() }), json);
  if (!head.success) return fault({ kind: 'not-settings' });
  const { version } = head.output;
  if (version !== SETTINGS_VERSION) return fault({ kind: 'other-version', version });

  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) return fault(faultOf(parsed.issues));
  const { settings, secrets } = parsed.output;
  const { profiles, ...others } = settings;
  // As settings they must be good beside any profile.
  const whole = v.safeParse(settingsSchema, { ...others, profiles: defaultSettings.profiles });
  if (!whole.success) return fault(faultOf(whole.issues, 'settings'));
  return { kind: 'read', file: { profiles, others, secrets } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param place where the object stands that was parsed */
function faultOf(issues: readonly v.BaseIssue<unknown>[], place?: string): FileFault {
  const names = (of: readonly v.BaseIssue<unknown>[]) =>
    of.map((issue) =>
      [place, v.getDotPath(issue)].filter((part) => part !== undefined && part !== null).join('.'),
    );
  const unknown = issues.filter(({ type, expected }) => type === 'strict_object' && expected === 'never');
  if (unknown.length > 0) return { kind: 'unknown-fields', names: names(unknown) };
  return { kind: 'invalid-field', name: names(issues)[0] ?? '' };
}
