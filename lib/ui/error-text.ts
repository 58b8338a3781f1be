import { DEFAULT_SOURCE_BYTES } from '../core/source-limits.ts';
import type {
  CaptureTrouble,
  ErrorCode,
  ErrorDetails,
  PlainError,
  SourceTrouble,
} from '../core/upload-error.ts';
import { textOfSourceLimit } from './source-limit-text.ts';
import { type MessageKey, t } from './translate.ts';

const keys: Readonly<Record<ErrorCode, MessageKey>> = {
  cancelled: 'errorCancelled',
  offline: 'errorOffline',
  network: 'errorNetwork',
  timeout: 'errorTimeout',
  throttled: 'errorThrottled',
  server: 'errorServer',
  'url-expired': 'errorUrlExpired',
  'clock-skew': 'errorClockSkew',
  auth: 'errorAuth',
  rejected: 'errorRejected',
  'etag-hidden': 'errorEtagHidden',
  integrity: 'errorIntegrity',
  'upload-gone': 'errorUploadGone',
  'source-gone': 'errorSourceGone',
  storage: 'errorStorage',
  interrupted: 'errorInterrupted',
  limit: 'errorLimit',
  protocol: 'errorProtocol',
  unexpected: 'errorUnexpected',
};

const sourceKeys: Readonly<Record<SourceTrouble, MessageKey>> = {
  changed: 'errorSourceChanged',
  deleted: 'errorSourceDeleted',
  unreadable: 'errorSourceUnreadable',
};

const captureKeys: Readonly<Record<CaptureTrouble, MessageKey>> = {
  address: 'captureAddress',
  'private-address': 'capturePrivateAddress',
  elsewhere: 'captureElsewhere',
  sealed: 'captureSealed',
  'page-gone': 'capturePageGone',
  'page-left': 'capturePageLeft',
  'page-moves': 'capturePageMoves',
  'page-too-large': 'capturePageTooLarge',
  unreachable: 'captureUnreachable',
  downgrade: 'captureDowngrade',
  status: 'captureStatus',
  found: 'captureFound',
  'too-large': 'captureTooLarge',
  stalled: 'captureStalled',
};

const foundKeys: Readonly<Record<string, MessageKey>> = {
  page: 'foundPage',
  json: 'foundJson',
  text: 'foundText',
  empty: 'foundEmpty',
  unknown: 'foundUnknown',
};

/** What happened and what to do, for people. The server's own words stand apart: they are foreign text. */
export function errorText({ code, details }: PlainError): {
  readonly text: string;
  readonly serverText?: string;
} {
  const host = details.origin === undefined ? '' : new URL(details.origin).host;
  const said = details.serverText === undefined ? {} : { serverText: t('serverSaid', details.serverText) };
  if (details.capture !== undefined) return { text: captureText(details.capture, host, details) };
  if (details.source !== undefined) return { text: t(sourceKeys[details.source]) };
  if (details.step === 'name') return { text: t('errorNoRoomForName') };
  if (details.step === 'metadata' && code === 'limit') {
    return { text: t('errorMetadataStays', details.found ?? '') };
  }
  if (details.step === 'read' && code === 'timeout') return { text: t('errorReadSlow') };
  if (details.mayBeStored) return { text: t('errorMayBeStored'), ...said };
  return { text: code === 'network' ? networkText(host, details) : t(keys[code], host), ...said };
}

function captureText(
  trouble: CaptureTrouble,
  host: string,
  { status, found = 'unknown', limitBytes = DEFAULT_SOURCE_BYTES }: ErrorDetails,
): string {
  const key = captureKeys[trouble];
  switch (trouble) {
    case 'status':
      return t(key, host, String(status));
    case 'too-large':
      return t(key, host, textOfSourceLimit(limitBytes));
    case 'found': {
      const foundKey = foundKeys[found];
      return t(key, host, foundKey === undefined ? found : t(foundKey));
    }
    default:
      return t(key, host);
  }
}

/**
 * A browser tells neither of a name that is not found, nor of a certificate, nor of a refusal by CORS rules: all look
 * alike. What can be known is whether there is a certificate at all, and whether the address is the one in the options.
 */
function networkText(host: string, { origin, step }: ErrorDetails): string {
  const text = origin?.startsWith('https:') ? t('errorNetworkSecure', host) : t('errorNetwork', host);
  return `${text} ${t(step === 'start' ? 'hintCheckAddress' : 'hintCheckConnection')}`;
}
