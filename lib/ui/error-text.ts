import { DEFAULT_SOURCE_BYTES } from '../core/source-limits.ts';
import { clipServerText, type PlainError } from '../core/upload-error.ts';
import { errorKeys } from './error-keys.ts';
import type { ErrorOutlook } from './error-outlook.ts';
import { textOfSourceLimit } from './source-limit-text.ts';
import { type MessageKey, t } from './translate.ts';
import { visibleName } from './visible-name.ts';

const foundKeys: Readonly<Record<string, MessageKey>> = {
  page: 'foundPage',
  json: 'foundJson',
  text: 'foundText',
  empty: 'foundEmpty',
  unknown: 'foundUnknown',
};

export interface ErrorText {
  /** A few words. */
  readonly title: string;
  readonly cause: string;
  /** What to do next. */
  readonly action: string;
  /** Cause and action, where there is room for one text only. */
  readonly text: string;
  /** The server's own words stand apart: they are foreign text, of one line and at most 200 characters, to be isolated. */
  readonly serverText?: string;
}

/**
 * What happened and what to do, for people.
 * @param outlook what becomes of the upload if nobody does anything
 */
export function errorText(error: PlainError, outlook: ErrorOutlook = 'may-be-retried'): ErrorText {
  const { serverText } = error.details;
  const { title, cause, action } = errorKeys(error);
  const host = hostOf(error);
  const texts = {
    title: t(title),
    cause: t(cause, ...factsOf(cause, host, error)),
    action: t(actionFor(outlook, action), host),
  };
  return {
    ...texts,
    text: `${texts.cause} ${texts.action}`,
    ...(serverText !== undefined && { serverText: visibleName(clipServerText(serverText)) }),
  };
}

/** What the row of an upload that is over has in place of "Try again". */
const againKeys = {
  'over-address': 'doUploadAgain',
  'over-file': 'doUploadFileAgain',
  'over-page': 'doOpenPage',
} as const satisfies Partial<Readonly<Record<ErrorOutlook, MessageKey>>>;

/** Who can't try once more, or need not, is told something else. */
function actionFor(outlook: ErrorOutlook, action: MessageKey): MessageKey {
  switch (action) {
    case 'doTryAgain':
    case 'doTryLater':
      if (outlook === 'is-retried') return 'doNothing';
      break;
    case 'doChooseAgain':
    case 'doTryFromBegin':
    case 'doTryIfWanted':
      break;
    default:
      return action;
  }
  return outlook === 'is-retried' || outlook === 'may-be-retried' ? action : againKeys[outlook];
}

function hostOf({ details: { origin } }: PlainError): string {
  return origin === undefined ? '' : new URL(origin).host;
}

/** What a cause names. */
function factsOf(cause: MessageKey, host: string, { details }: PlainError): readonly string[] {
  const { status, found = 'unknown', limitBytes = DEFAULT_SOURCE_BYTES } = details;
  switch (cause) {
    case 'errorServerStatus':
      return [String(status)];
    case 'errorMetadataStays':
      return [details.found ?? ''];
    case 'captureStatus':
      return [host, String(status)];
    case 'captureTooLarge':
      return [host, textOfSourceLimit(limitBytes)];
    case 'captureFound': {
      const foundKey = foundKeys[found];
      return [host, foundKey === undefined ? found : t(foundKey)];
    }
    default:
      return [host];
  }
}
