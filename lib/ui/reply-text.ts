import type { Refusal, Reply } from '../protocol/messages.ts';
import type { PolicyWarning } from '../protocol/policy-warnings.ts';
import type { ChosenFile, LeftOut } from './choice.ts';
import { type MessageKey, t } from './translate.ts';
import { isolatedName } from './visible-name.ts';

const refusalKeys: Readonly<Record<Refusal, MessageKey>> = {
  'no-api-key': 'refusedNoApiKey',
  'no-profile': 'refusedNoProfile',
  'empty-file': 'refusedEmptyFile',
  'file-too-large': 'refusedTooLarge',
  'path-too-long': 'refusedPathTooLong',
  'not-allowed': 'refusedOther',
  'bad-request': 'refusedOther',
  'other-file': 'errorOtherFile',
  unavailable: 'refusedUnavailable',
  'changed-file': 'errorChangedFile',
  'unreadable-file': 'refusedUnreadable',
  'missing-file': 'refusedMissing',
  failed: 'refusedOther',
};

const warningKeys: Readonly<Record<PolicyWarning, MessageKey>> = {
  'policy-expired': 'warnPolicyExpired',
  'policy-no-upload': 'warnPolicyNoUpload',
  'policy-too-large': 'warnPolicyTooLarge',
  'policy-too-small': 'warnPolicyTooSmall',
  'policy-other-path': 'warnPolicyOtherPath',
  'policy-other-container': 'warnPolicyOtherContainer',
};

const leftOutKeys: Readonly<Record<LeftOut['fault'], MessageKey>> = {
  'too-deep': 'leftOutTooDeep',
  unnameable: 'leftOutUnnameable',
  'empty-folder': 'leftOutEmptyFolder',
  'unreadable-folder': 'leftOutUnreadableFolder',
  'unreadable-file': 'refusedUnreadable',
};

/** A file by its name and the folders that it lay in. */
export function pathOf({ file, folder }: ChosenFile): string {
  return (folder ?? '') + file.name;
}

export const refusalText = (refusal: Refusal, name: string): string =>
  t(refusalKeys[refusal], isolatedName(name));

export const leftOutText = ({ fault, path }: LeftOut): string =>
  path === '' ? t('chosenFolderEmpty') : t(leftOutKeys[fault], isolatedName(path));

/** What a person should hear about something that was handed over. */
export function replyTexts(name: string, reply: Reply): readonly string[] {
  if (reply.kind === 'already') return [t('alreadyUploading', isolatedName(name))];
  if (reply.kind === 'refused') return [refusalText(reply.refusal, name)];
  return reply.kind === 'added'
    ? reply.warnings.map((warning) => t(warningKeys[warning], isolatedName(name)))
    : [];
}
