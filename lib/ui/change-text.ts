import type { Profile } from '../protocol/profile.ts';
import type { FieldChange, SecretChange, SettingsChange } from '../protocol/settings-changes.ts';
import { profileName } from './profile-name.ts';
import { shortened } from './settings-file-text.ts';
import { type MessageKey, t } from './translate.ts';
import { isolatedName } from './visible-name.ts';

/** A line of the list of what an import changes. Its texts are foreign. */
export interface ChangeText {
  readonly what: string;
  /** Undefined where only the change itself is told. */
  readonly old?: string;
  readonly new?: string;
}

const secretKeys = { apiKey: 'fieldApiKey', policy: 'fieldPolicy', signature: 'fieldSignature' } as const;

const secretChanges: Readonly<Record<SecretChange, MessageKey>> = {
  set: 'changeSecretSet',
  replaced: 'changeSecretReplaced',
  cleared: 'changeSecretCleared',
};

const MIB = 1024 ** 2;
const MEGABYTE = 1_000_000;

/** Fields as the options page calls them, with what one unit of them is there. Others go by their names in the file. */
const labels: Readonly<Record<string, readonly [label: MessageKey, unit?: number]>> = {
  apiUrl: ['fieldApiUrl'],
  'store.location': ['fieldLocation'],
  'store.path': ['fieldPath'],
  'store.container': ['fieldContainer'],
  'store.region': ['fieldRegion'],
  'store.access': ['fieldAccess'],
  nameTemplate: ['fieldNameTemplate'],
  'upload.partSize': ['fieldPartSize', MIB],
  'upload.maxConcurrentUploads': ['fieldPartsAtOnce'],
  bandwidthLimit: ['fieldBandwidthLimit', MEGABYTE],
  'guard.undoSeconds': ['fieldUndoSeconds'],
  'guard.confirmBytes': ['fieldConfirmBytes', MIB],
  'guard.confirmFiles': ['fieldConfirmFiles'],
  'capture.mostBytes': ['fieldMostFetched', MIB],
  'history.mostJobs': ['fieldMostJobs'],
  'history.keepDays': ['fieldKeepDays'],
  'notifications.ended': ['fieldNotifyEnded'],
  'notifications.failed': ['fieldNotifyFailed'],
  'notifications.waiting': ['fieldNotifyWaiting'],
  'pictures.convertTo': ['fieldConvertTo'],
  'pictures.longestSide': ['fieldLongestSide'],
  'pictures.quality': ['fieldQuality'],
  'pictures.removesMetadata': ['fieldRemovesMetadata'],
};

/** @param profiles as they will be, which names them */
export function changeText(change: SettingsChange, profiles: readonly Profile[]): ChangeText {
  if (change.kind === 'field') return fieldText(change);
  const index = profiles.findIndex(({ id }) => id === change.id);
  const named = isolatedName(profileName({ name: profiles[index]?.name ?? '' }, index));
  switch (change.kind) {
    case 'new-profile':
      return { what: t('changeNewProfile', named) };
    case 'new-default':
      return { what: t('changeNewDefault', named) };
    case 'profile-secret':
      return {
        what: t('changeOfProfile', named, t(secretKeys[change.field])),
        new: t(secretChanges[change.change]),
      };
    case 'profile-field': {
      const text = fieldText(change);
      return { ...text, what: t('changeOfProfile', named, text.what) };
    }
  }
}

function fieldText({ field, old, new: next }: FieldChange): ChangeText {
  const [label, unit = 1] = Object.hasOwn(labels, field) ? (labels[field] ?? []) : [];
  return {
    what: label === undefined ? isolatedName(shortened(field, MOST_CHARS)) : t(label),
    old: t('changeOld', valueText(old, unit)),
    new: t('changeNew', valueText(next, unit)),
  };
}

const MOST_CHARS = 200;

function valueText(value: unknown, unit: number): string {
  if (value === undefined || value === null || value === '') return t('changeNothing');
  if (typeof value === 'boolean') return t(value ? 'changeYes' : 'changeNo');
  if (typeof value === 'number') return String(value / unit);
  return isolatedName(shortened(typeof value === 'string' ? value : JSON.stringify(value), MOST_CHARS));
}
