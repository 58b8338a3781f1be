import { isPolicyCall, type PolicyCall, type PolicyNote } from '../protocol/policy-explained.ts';
import { type MessageKey, t } from './translate.ts';

const callKeys: Readonly<Record<PolicyCall, MessageKey>> = {
  pick: 'callPick',
  store: 'callStore',
  read: 'callRead',
  stat: 'callStat',
  write: 'callWrite',
  writeUrl: 'callWriteUrl',
  convert: 'callConvert',
  remove: 'callRemove',
  exif: 'callExif',
  runWorkflow: 'callRunWorkflow',
};

/** What a call of a policy allows; a call that nobody has documented is unknown here. */
export function callText(call: string): string {
  return t(isPolicyCall(call) ? callKeys[call] : 'callUnknown');
}

const noteKeys: Readonly<Record<PolicyNote, MessageKey>> = {
  expired: 'policyNoteExpired',
  'no-upload': 'policyNoteNoUpload',
  'one-file': 'policyNoteOneFile',
  'no-size': 'policyNoteNoSize',
  'container-needs-store': 'policyNoteNeedsStore',
  'expires-soon': 'policyNoteExpiresSoon',
  'small-files-only': 'policyNoteSmallFiles',
  'no-remove': 'policyNoteNoRemove',
  'no-read': 'policyNoteNoRead',
};

export function policyNoteText(note: PolicyNote): string {
  return t(noteKeys[note]);
}

const grave: readonly PolicyNote[] = ['expired', 'no-upload', 'one-file', 'no-size', 'container-needs-store'];

/** Whether uploads are likely to be refused; the other notes tell of what will be missed later. */
export function isGrave(note: PolicyNote): boolean {
  return grave.includes(note);
}
