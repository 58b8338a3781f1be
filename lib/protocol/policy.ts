import * as v from 'valibot';

/** What an app's owner has signed, as far as it is of use here. `expiry` is in unix seconds. */
export interface Policy {
  readonly expiry: number;
  readonly call?: string | readonly string[] | undefined;
  readonly minSize?: number | undefined;
  readonly maxSize?: number | undefined;
  /** Regular expressions, anchored at the start. */
  readonly path?: string | undefined;
  readonly container?: string | undefined;
  /** The one stored file it is for. */
  readonly handle?: string | undefined;
}

/** What is wrong with the text of a policy. */
export type PolicyFault = 'not-base64' | 'not-json' | 'no-expiry' | 'expiry-not-seconds' | 'expiry-in-ms';

/** Seconds beyond this are in the year 5138: they are milliseconds. */
const LEAST_MS_EXPIRY = 100_000_000_000;

// What is not as documented is left to the server, which alone decides.
const lenient = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);
const policySchema = v.object({
  expiry: v.number(),
  call: lenient(v.union([v.string(), v.array(v.string())])),
  minSize: lenient(v.number()),
  maxSize: lenient(v.number()),
  path: lenient(v.string()),
  container: lenient(v.string()),
  handle: lenient(v.string()),
});

/**
 * Reads a policy: JSON in base64 of either alphabet, with or without padding, as filestack-js and the documentation
 * write it. The signature can't be checked here, since the app's secret is not ours to have.
 */
export function readPolicy(
  text: string,
): { readonly policy: Policy } | { readonly policy?: never; readonly fault: PolicyFault } {
  const json = decodeBase64(text);
  if (json === undefined) return { fault: 'not-base64' };
  const object = v.safeParse(v.looseObject({}), parseJson(json));
  if (!object.success) return { fault: 'not-json' };
  const { expiry } = object.output;
  if (expiry === undefined || expiry === null) return { fault: 'no-expiry' };
  if (!Number.isSafeInteger(expiry) || Number(expiry) < 0) return { fault: 'expiry-not-seconds' };
  if (Number(expiry) >= LEAST_MS_EXPIRY) return { fault: 'expiry-in-ms' };
  const parsed = v.safeParse(policySchema, object.output);
  return parsed.success ? { policy: parsed.output } : { fault: 'not-json' };
}

function decodeBase64(text: string): string | undefined {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  try {
    const bytes = Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
