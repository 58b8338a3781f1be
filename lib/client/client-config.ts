import * as v from 'valibot';
import { fileApiUrlOf } from '../destinations/filestack/file-api-url.ts';
import type { FilestackAccount } from '../destinations/filestack/filestack-destination.ts';
import type { Security } from '../destinations/filestack/security.ts';
import { parseServiceUrl } from '../protocol/origins.ts';
import { filestackApiUrl } from '../protocol/profile.ts';
import { parseOptions } from './parse-options.ts';

const text = v.string('must be a text');

const configSchema = v.pipe(
  v.strictObject({
    policy: v.exactOptional(text),
    signature: v.exactOptional(text),
    security: v.exactOptional(v.strictObject({ policy: text, signature: text })),
    apiUrl: v.exactOptional(
      v.pipe(
        text,
        v.check(
          (address) => parseServiceUrl(address) !== undefined,
          'must be https, or http on this machine',
        ),
        v.transform((address) => address.replace(/\/+$/, '')),
      ),
    ),
  }),
  v.check(
    ({ policy, signature }) => (policy === undefined) === (signature === undefined),
    'policy and signature come together',
  ),
);

/** What a client may be made with, beside its key. */
export type ClientConfig = v.InferInput<typeof configSchema>;

/** An account, and where its calls go. */
export interface ClientAccount extends FilestackAccount {
  readonly fileApiUrl: string;
  readonly processUrl: string;
}

/** Where Filestack itself answers, as in filestack-js 4; elsewhere one address serves all. */
const filestackUrls = {
  apiUrl: filestackApiUrl,
  fileApiUrl: fileApiUrlOf(filestackApiUrl),
  processUrl: 'https://process.filestackapi.com',
};

/** @throws UploadError `limit` of the step `options` */
export function checkConfig(apiKey: string, config: ClientConfig): ClientAccount {
  const key = parseOptions(
    v.strictObject({ apiKey: v.pipe(text, v.trim(), v.minLength(1, 'must not be empty')) }, 'is needed'),
    { apiKey },
    'init',
  );
  const { policy, signature, security, apiUrl } = parseOptions(configSchema, config, 'init');
  const pair =
    security ?? (policy !== undefined && signature !== undefined ? { policy, signature } : undefined);
  const urls =
    apiUrl === undefined ? filestackUrls : { apiUrl, fileApiUrl: fileApiUrlOf(apiUrl), processUrl: apiUrl };
  return { ...key, ...urls, ...(pair && { security: pair }) };
}

/** Security that a single call is given instead of the client’s. */
export function checkSecurity(security: Security | undefined): { readonly security?: Security } {
  if (security === undefined) return {};
  return { security: parseOptions(v.strictObject({ policy: text, signature: text }), security, 'security') };
}
