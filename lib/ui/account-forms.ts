import * as v from 'valibot';
import { isLoopback } from '../core/loopback.ts';
import { isLinkHost } from '../core/stored-link.ts';
import { filestackApiUrl, profileSchema } from '../protocol/profile.ts';
import { readPasted } from './pasted-form.ts';
import type { ReadText, TextForm } from './text-form.ts';
import { t } from './translate.ts';
import { isolatedName } from './visible-name.ts';

/** An API key: any text without spaces, since each server has keys of its own kind. */
export const apiKeyForm: TextForm<string> = {
  write: (key) => key,
  read: (text) =>
    readPasted(text, {}, (key) =>
      v.is(profileSchema.entries.apiKey, key) ? { value: key } : { fault: t('invalidTooLong') },
    ),
};

/** Where the API is; Filestack's own when nothing is written. */
export const apiUrlForm: TextForm<string> = {
  write: (address) => address,
  read: (text) =>
    readPasted(text, {}, (address) => (address === '' ? { value: filestackApiUrl } : readOrigin(address))),
};

/** Scheme, host and port alone, as the browser writes them: letters of other alphabets in punycode. */
function readOrigin(address: string): ReadText<string> {
  if (!URL.canParse(address)) return { fault: t('invalidApiUrl') };
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return { fault: t('invalidApiUrl') };
  if (url.username !== '' || url.password !== '') return { fault: t('invalidApiUserinfo') };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return { fault: t('invalidApiPath') };
  const isOtherAlphabet = /(?:^|\.)xn--/.test(url.hostname);
  return isOtherAlphabet
    ? { value: url.origin, note: t('addressPunycode', isolatedName(url.hostname)) }
    : { value: url.origin };
}

/** The host that links name; empty for the provider's. An address is taken, too, when there is no more to it. */
export const linkHostForm: TextForm<string> = {
  write: (host) => host,
  read: (text) =>
    readPasted(text, {}, (written) => {
      if (written === '') return { value: '' };
      const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
      const isHttps = URL.canParse(address) && new URL(address).protocol === 'https:';
      const read = isHttps ? readOrigin(address) : undefined;
      const host = read !== undefined && 'value' in read ? new URL(read.value).host : '';
      return isLinkHost(host)
        ? { value: host, ...(read !== undefined && 'note' in read && { note: read.note }) }
        : { fault: t('invalidLinkHost') };
    }),
};
