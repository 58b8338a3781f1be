import * as v from 'valibot';
import { queryCredentials } from './delivery-path.ts';
import { GatewayError } from './gateway-error.ts';
import { storeOptionsSchema, tagsSchema } from './store-options.ts';
import type { StoreUrlRequest } from './store-url.ts';

const MAX_NAME_CHARS = 1024;
const fileName = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_NAME_CHARS))));

const storeTaskSchema = v.object({
  name: v.literal('store'),
  params: v.optional(
    v.object({ ...storeOptionsSchema.entries, filename: fileName, base64decode: v.optional(v.unknown()) }),
    {},
  ),
});
const securityTaskSchema = v.object({
  name: v.literal('security'),
  params: v.object({ policy: v.string(), signature: v.string() }),
});

/** `POST /process` as filestack-js 4.x sends it for storeURL. */
export const processSchema = v.object({
  apikey: v.optional(v.string()),
  sources: v.pipe(
    v.array(
      v.union([
        v.string(),
        v.object({ source: v.string(), headers: v.optional(v.record(v.string(), v.string()), {}) }),
      ]),
    ),
    v.length(1, 'one source at a time'),
  ),
  tasks: v.pipe(
    v.array(
      v.variant(
        'name',
        [storeTaskSchema, securityTaskSchema],
        'only the tasks store and security are done here',
      ),
    ),
    v.maxLength(10),
  ),
  upload_tags: v.optional(tagsSchema),
});

export function fromProcess(request: v.InferOutput<typeof processSchema>): StoreUrlRequest {
  const [source = ''] = request.sources;
  const stores = request.tasks.flatMap((task) => (task.name === 'store' ? [task.params] : []));
  const security = request.tasks.find((task) => task.name === 'security')?.params;
  // The client sends its workflows in a store task of their own.
  const store = Object.assign({}, ...stores) as (typeof stores)[number];
  if (stores.length === 0) throw new GatewayError(400, 'There is no store task');
  if (store.base64decode) throw new GatewayError(400, 'base64decode is not offered here');
  return {
    apikey: request.apikey,
    policy: security?.policy,
    signature: security?.signature,
    sourceUrl: typeof source === 'string' ? source : source.source,
    headers: typeof source === 'string' ? {} : source.headers,
    store,
    filename: store.filename ?? undefined,
    uploadTags: request.upload_tags,
  };
}

/**
 * The URL in a form body. 0.5.2 sends it unencoded, so a literal `://` means that all after `url=` is the URL, with its
 * `&` and `+`; otherwise it is a form like any other.
 */
export function sourceOfForm(body: string): string {
  const raw = body.startsWith('url=') ? body.slice('url='.length) : '';
  return raw.includes('://') ? raw.trim() : (new URLSearchParams(body).get('url')?.trim() ?? '');
}

/** `POST /api/store/LOCATION?key=…` with the URL in a form body. */
export function fromQuery(location: string, query: URLSearchParams, body: string): StoreUrlRequest {
  const get = (name: string): string | undefined => query.get(name) ?? undefined;
  return {
    apikey: get('key'),
    ...queryCredentials(query),
    sourceUrl: sourceOfForm(body),
    headers: {},
    store: {
      location: location || get('location'),
      region: get('region'),
      container: get('container'),
      path: get('path'),
      access: get('access'),
    },
    filename: get('filename')?.slice(0, MAX_NAME_CHARS),
    mimetype: get('mimetype'),
  };
}
