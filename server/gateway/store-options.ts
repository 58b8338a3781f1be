import * as v from 'valibot';
import { GatewayError } from './gateway-error.ts';
import type { S3Access } from './s3/s3-access.ts';

const text = v.optional(v.nullable(v.string()));

/** Store options as clients send them; keys that are not about storing are passed over. */
export const storeOptionsSchema = v.object({
  location: text,
  region: text,
  container: text,
  path: text,
  access: text,
  workflows: v.optional(
    v.pipe(v.array(v.union([v.string(), v.object({ id: v.string() })])), v.maxLength(100)),
  ),
});

/** Tags of a stored file. Scalars only: nothing that could be too deep to write down. */
export const tagsSchema = v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()])));

export type StoreOptions = v.InferOutput<typeof storeOptionsSchema>;

export type Access = 'public' | 'private';

/** The part of the store options that decides something here. `access` is absent when the client gave none. */
export interface StoreTarget {
  readonly path: string;
  readonly access?: Access;
}

/** Checks the store options against the one bucket there is; what is not configured is a clear 400. */
export function resolveStore(options: StoreOptions, s3: S3Access): StoreTarget {
  const location = options.location || 's3';
  if (location.toLowerCase() !== 's3') {
    throw new GatewayError(400, `Location "${location}" is not configured: this gateway stores to s3`);
  }
  if (options.container && options.container !== s3.bucket) {
    throw new GatewayError(
      400,
      `Container "${options.container}" is not configured: the container is "${s3.bucket}"`,
    );
  }
  if (options.region && options.region.toLowerCase() !== s3.region.toLowerCase()) {
    throw new GatewayError(400, `Region "${options.region}" is not configured: the region is "${s3.region}"`);
  }
  const { access } = options;
  if (access && access !== 'public' && access !== 'private') {
    throw new GatewayError(400, `Access "${access}" is neither "public" nor "private"`);
  }
  const path = options.path ?? '';
  return access === 'public' || access === 'private' ? { path, access } : { path };
}
