import type { CaptureTrouble, ErrorCode, PlainError, SourceTrouble } from '../core/upload-error.ts';
import type { MessageKey } from './translate.ts';

/** The three things that people are told of an error. */
export interface ErrorKeys {
  /** A few words. */
  readonly title: MessageKey;
  readonly cause: MessageKey;
  /** What to do next. */
  readonly action: MessageKey;
}

const told = (title: MessageKey, cause: MessageKey, action: MessageKey): ErrorKeys => ({
  title,
  cause,
  action,
});

const byCode: Readonly<Record<ErrorCode, ErrorKeys>> = {
  cancelled: told('errorCancelledTitle', 'errorCancelled', 'doTryIfWanted'),
  offline: told('errorOfflineTitle', 'errorOffline', 'doConnect'),
  network: told('errorNetworkTitle', 'errorNetwork', 'hintCheckConnection'),
  timeout: told('errorTimeoutTitle', 'errorTimeout', 'doTryAgain'),
  throttled: told('errorThrottledTitle', 'errorThrottled', 'doTryLater'),
  server: told('errorServerTitle', 'errorServer', 'doTryLater'),
  'url-expired': told('errorUrlExpiredTitle', 'errorUrlExpired', 'doTryAgain'),
  'clock-skew': told('errorClockSkewTitle', 'errorClockSkew', 'doSetClock'),
  auth: told('errorAuthTitle', 'errorAuth', 'doCheckAccount'),
  rejected: told('errorRejectedTitle', 'errorRejected', 'doCheckStore'),
  'etag-hidden': told('errorEtagHiddenTitle', 'errorEtagHidden', 'doAllowStore'),
  integrity: told('errorIntegrityTitle', 'errorIntegrity', 'doTryAgain'),
  'upload-gone': told('errorUploadGoneTitle', 'errorUploadGone', 'doTryFromBegin'),
  'source-gone': told('errorSourceGoneTitle', 'errorSourceGone', 'doChooseAgain'),
  storage: told('errorStorageTitle', 'errorStorage', 'doFreeRoom'),
  interrupted: told('errorInterruptedTitle', 'errorInterrupted', 'doCloseOthers'),
  limit: told('errorLimitTitle', 'errorLimit', 'doChooseOther'),
  protocol: told('errorProtocolTitle', 'errorProtocol', 'doCheckApiAddress'),
  unexpected: told('errorUnexpectedTitle', 'errorUnexpected', 'doTryAgain'),
};

const bySource: Readonly<Record<SourceTrouble, ErrorKeys>> = {
  changed: told('errorSourceChangedTitle', 'errorSourceChanged', 'doChooseOriginal'),
  deleted: told('errorSourceDeletedTitle', 'errorSourceDeleted', 'doChooseAgain'),
  unreadable: told('errorSourceUnreadableTitle', 'errorSourceUnreadable', 'doChooseAgain'),
};

const byCapture: Readonly<Record<CaptureTrouble, ErrorKeys>> = {
  address: told('captureAddressTitle', 'captureAddress', 'doSaveFirst'),
  'private-address': told('capturePrivateAddressTitle', 'capturePrivateAddress', 'doSaveFirst'),
  elsewhere: told('captureElsewhereTitle', 'captureElsewhere', 'doAllowSource'),
  sealed: told('captureSealedTitle', 'captureSealed', 'doScreenshot'),
  'page-gone': told('capturePageGoneTitle', 'capturePageGone', 'doOpenPage'),
  'page-left': told('capturePageLeftTitle', 'capturePageLeft', 'doStayOnPage'),
  'page-moves': told('capturePageMovesTitle', 'capturePageMoves', 'doWaitForPage'),
  'page-too-large': told('capturePageTooLargeTitle', 'capturePageTooLarge', 'doScreenshotRegion'),
  unreachable: told('captureUnreachableTitle', 'captureUnreachable', 'hintCheckConnection'),
  downgrade: told('captureDowngradeTitle', 'captureDowngrade', 'doSaveFirst'),
  status: told('captureStatusTitle', 'captureStatus', 'doLookAtPage'),
  found: told('captureFoundTitle', 'captureFound', 'doLogIn'),
  'too-large': told('captureTooLargeTitle', 'captureTooLarge', 'doRaiseLimit'),
  stalled: told('captureStalledTitle', 'captureStalled', 'doTryAgain'),
};

/** What is told of an error: by its code, and where they say more by its step, status and troubles. */
export function errorKeys({ code, details }: PlainError): ErrorKeys {
  const { capture, source, step, status, origin, mayBeStored } = details;
  const general = byCode[code];
  if (capture !== undefined) return byCapture[capture];
  if (source !== undefined) return bySource[source];
  if (step === 'name') return told('errorNoRoomForNameTitle', 'errorNoRoomForName', 'doShortenPath');
  if (step === 'metadata' && code === 'limit') {
    return told('errorMetadataStaysTitle', 'errorMetadataStays', 'doKeepMetadata');
  }
  if (step === 'read' && code === 'timeout') {
    return told('errorReadSlowTitle', 'errorReadSlow', 'doCheckDrive');
  }
  if (mayBeStored) {
    const cause = code === 'timeout' ? 'errorMayBeStoredLate' : 'errorMayBeStored';
    return told('errorMayBeStoredTitle', cause, 'doLookFirst');
  }
  if (code === 'auth' && step === 'remove') {
    return told('errorAuthRemoveTitle', 'errorAuthRemove', 'doAllowRemove');
  }
  if (code === 'auth' && step === 'account') {
    return told('errorAuthRemoveTitle', 'errorOtherAccount', 'doCheckAccount');
  }
  if (code === 'auth' && step === 'put') {
    return told('errorAuthPutTitle', 'errorAuthPut', 'doCheckStore');
  }
  if (code === 'auth' && origin === undefined && step === undefined) {
    return told('errorAuthMissingTitle', 'errorAuthMissing', 'doEnterKey');
  }
  if (code === 'upload-gone' && step === 'verify') {
    return told('errorLinkGoneTitle', 'errorLinkGone', 'doCheckStore');
  }
  if (code === 'network') return networkKeys(general, details);
  const hasStatus = (code === 'server' || code === 'rejected') && status !== undefined && status >= 400;
  return hasStatus ? { ...general, cause: 'errorServerStatus' } : general;
}

/**
 * A browser tells neither of a name that is not found, nor of a certificate, nor of a refusal by CORS rules: all look
 * alike. What can be known is whether there is a certificate at all, and whether the address is the one in the options.
 */
function networkKeys(general: ErrorKeys, { status, origin, step }: PlainError['details']): ErrorKeys {
  // Said by a proxy on the way only.
  if (status === 407) return { ...general, cause: 'errorNetworkProxy', action: 'hintCheckProxy' };
  return {
    ...general,
    cause: origin?.startsWith('https:') ? 'errorNetworkSecure' : 'errorNetwork',
    action: step === 'start' ? 'hintCheckAddress' : 'hintCheckConnection',
  };
}

/** What the options can mend. */
const inOptions: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'doCheckAccount',
  'doAllowRemove',
  'doEnterKey',
  'doCheckStore',
  'doCheckApiAddress',
  'hintCheckAddress',
  'doShortenPath',
  'doKeepMetadata',
  'doRaiseLimit',
]);

/** Whether the next action is one in the options, so that there can be a button to them. */
export function isForOptions(error: PlainError): boolean {
  return inOptions.has(errorKeys(error).action);
}
