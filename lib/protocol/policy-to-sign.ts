import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from './policy.ts';
import { callsOf, fitOf } from './policy-warnings.ts';

const DAY_SECONDS = 24 * 3600;
/** How long a policy lasts that has to be made anew. */
const NEW_LIFE_DAYS = 365;

/**
 * The policy that an owner has to sign so that these calls are allowed at this place: as strict as the present one
 * wherever that does not stand in the way.
 * @param present undefined where there is none, or none that can be read
 */
export function policyToSign(
  present: Policy | undefined,
  calls: readonly string[],
  store: StoreOptions,
  nowMs: number,
): Policy {
  const nowSeconds = Math.floor(nowMs / 1000);
  const { expiry = 0, path, container, minSize, maxSize } = present ?? {};
  const allowed = present === undefined ? [] : callsOf(present);
  const isLasting = expiry > nowSeconds + DAY_SECONDS;
  return {
    expiry: isLasting ? expiry : nowSeconds + NEW_LIFE_DAYS * DAY_SECONDS,
    // One that names no calls allows all of these.
    ...(allowed !== undefined && { call: [...new Set([...allowed, ...calls])] }),
    ...patternFor('path', path, store.path),
    ...patternFor('container', container, store.container),
    ...(minSize !== undefined && { minSize }),
    ...(maxSize !== undefined && { maxSize }),
  };
}

function patternFor(name: 'path' | 'container', pattern: string | undefined, text: string | undefined) {
  if (pattern === undefined) return {};
  const fits = text === undefined || fitOf(pattern, text) !== 'other';
  return { [name]: fits ? pattern : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') };
}
