import type { ErrorCode, PlainError } from '../core/upload-error.ts';
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
  limit: 'errorLimit',
  protocol: 'errorProtocol',
  unexpected: 'errorUnexpected',
};

/** What happened and what to do, for people. The server's own words stand apart: they are foreign text. */
export function errorText({ code, details }: PlainError): {
  readonly text: string;
  readonly serverText?: string;
} {
  const host = details.origin === undefined ? '' : new URL(details.origin).host;
  const said = details.serverText === undefined ? {} : { serverText: t('serverSaid', details.serverText) };
  if (details.step === 'capture') {
    return { text: host === '' ? t('errorCaptureFailed') : t('errorCaptureElsewhere', host) };
  }
  return { text: details.mayBeStored ? t('errorMayBeStored') : t(keys[code], host), ...said };
}
