import * as v from 'valibot';

/** One CORSRule of a bucket. An origin or header may hold one `*`. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

export const corsRuleSchema = v.object({
  allowedOrigins: v.array(v.string()),
  allowedMethods: v.array(v.string()),
  allowedHeaders: v.array(v.string()),
  exposeHeaders: v.array(v.string()),
  maxAgeSeconds: v.exactOptional(v.number()),
});

/** What a bucket needs so that a page or an extension can upload to it in parts. */
export const browserUploadCors: CorsRule = {
  allowedOrigins: ['*'],
  allowedMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag'],
  maxAgeSeconds: 3000,
};
