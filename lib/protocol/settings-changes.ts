import type { ProfileId } from '../core/profile.ts';
import type { Profile } from './profile.ts';
import type { Settings } from './settings.ts';

/** One field that an import changes. */
export interface FieldChange {
  /** The names on the way to it, as in `upload.partSize`. */
  readonly field: string;
  readonly old: unknown;
  /** Undefined when there is none any more. */
  readonly new: unknown;
}

/** A change of what is never shown. */
export type SecretChange = 'set' | 'replaced' | 'cleared';

/** What an import changes, profile by profile and then elsewhere. */
export type SettingsChange =
  | { readonly kind: 'new-profile' | 'new-default'; readonly id: ProfileId }
  | ({ readonly kind: 'profile-field'; readonly id: ProfileId } & FieldChange)
  | {
      readonly kind: 'profile-secret';
      readonly id: ProfileId;
      readonly field: SecretName;
      readonly change: SecretChange;
    }
  | ({ readonly kind: 'field' } & FieldChange);

const secretNames = ['apiKey', 'policy', 'signature'] as const;
type SecretName = (typeof secretNames)[number];

/** Every difference between two settings; of keys only that there is one. */
export function settingsChanges(now: Settings, next: Settings): readonly SettingsChange[] {
  const { profiles: oldProfiles, ...old } = now;
  const { profiles: newProfiles, ...others } = next;
  const isNewDefault = oldProfiles[0].id !== newProfiles[0].id;
  return [
    ...(isNewDefault ? [{ kind: 'new-default', id: newProfiles[0].id } as const] : []),
    ...newProfiles.flatMap((profile) =>
      profileChanges(
        oldProfiles.find(({ id }) => id === profile.id),
        profile,
      ),
    ),
    ...fieldChanges(old, others).map((change) => ({ kind: 'field', ...change }) as const),
  ];
}

function profileChanges(old: Profile | undefined, profile: Profile): readonly SettingsChange[] {
  const { id } = profile;
  const isNew: readonly SettingsChange[] = old === undefined ? [{ kind: 'new-profile', id }] : [];
  return [
    ...isNew,
    ...fieldChanges(old === undefined ? {} : openFields(old), openFields(profile)).map(
      (change) => ({ kind: 'profile-field', id, ...change }) as const,
    ),
    ...secretNames.flatMap((field): readonly SettingsChange[] => {
      const change = secretChange(old?.[field] ?? '', profile[field]);
      return change === undefined ? [] : [{ kind: 'profile-secret', id, field, change }];
    }),
  ];
}

function openFields({
  id: _id,
  apiKey: _key,
  policy: _policy,
  signature: _signature,
  ...fields
}: Profile): object {
  return fields;
}

function secretChange(old: string, next: string): SecretChange | undefined {
  if (old === next) return undefined;
  if (old === '') return 'set';
  return next === '' ? 'cleared' : 'replaced';
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values that differ, each by the way to it; lists are compared as a whole. */
function fieldChanges(old: unknown, next: unknown, way = ''): readonly FieldChange[] {
  if (!isFields(old) && !isFields(next)) {
    return JSON.stringify(old) === JSON.stringify(next) ? [] : [{ field: way, old, new: next }];
  }
  const was = new Map(isFields(old) ? Object.entries(old) : []);
  const will = new Map(isFields(next) ? Object.entries(next) : []);
  return [...new Set([...was.keys(), ...will.keys()])].flatMap((key) =>
    fieldChanges(was.get(key), will.get(key), way === '' ? key : `${way}.${key}`),
  );
}
