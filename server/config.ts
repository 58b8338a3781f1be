import * as v from 'valibot';

/** The settings of `npm run gateway`, from the environment. `s3` is absent when the embedded store is to be used. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly dataDir: string;
  readonly region: string;
  readonly bucket: string;
  readonly apiKey: string;
  readonly secret?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly s3Endpoint?: string;
  /** Offers parts in chunks to clients that ask for them. */
  readonly intelligentIngestion: boolean;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly reason: string };

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isBare && (url.protocol === 'http:' || url.protocol === 'https:');
}

const origin = v.pipe(
  v.string(),
  v.check(isOrigin, 'is not an http(s) origin such as https://s3.eu-west-1.amazonaws.com'),
  v.transform((text) => new URL(text).origin),
);
const filled = v.pipe(
  v.string(),
  v.nonEmpty('is empty'),
  v.regex(/^[\x21-\x7e]+$/, 'has spaces or is not plain ASCII'),
);

const schema = v.object({
  PORT: v.pipe(
    v.optional(v.string(), '8080'),
    v.regex(/^\d{1,5}$/, 'is not a port number'),
    v.transform(Number),
    v.maxValue(65_535, 'is not a port number'),
  ),
  HOST: v.optional(filled, '127.0.0.1'),
  PUBLIC_URL: v.optional(origin),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('is empty')), '.data'),
  S3_ENDPOINT: v.optional(origin),
  S3_REGION: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'is not the name of a region')),
    'us-east-1',
  ),
  S3_BUCKET: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not a bucket name (3 to 63 of a-z 0-9 . -)'),
    ),
    'uploads',
  ),
  AWS_ACCESS_KEY_ID: v.optional(filled),
  AWS_SECRET_ACCESS_KEY: v.optional(filled),
  FILESTACK_APIKEY: v.optional(filled, 'local-key'),
  FILESTACK_SECRET: v.optional(filled),
  INTELLIGENT_INGESTION: v.optional(v.picklist(['on', 'off'], 'is neither "on" nor "off"'), 'on'),
});

/** Reads the environment. A reason is one line that begins with the name of the variable at fault. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const parsed = v.safeParse(schema, env);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return { ok: false, reason: `${v.getDotPath(issue) ?? 'The environment'} ${issue.message}` };
  }
  const values = parsed.output;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (accessKeyId === undefined && (secretAccessKey !== undefined || values.S3_ENDPOINT !== undefined)) {
    return { ok: false, reason: 'AWS_ACCESS_KEY_ID is missing' };
  }
  if (secretAccessKey === undefined && accessKeyId !== undefined) {
    return { ok: false, reason: 'AWS_SECRET_ACCESS_KEY is missing' };
  }
  const config: Config = {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    region: values.S3_REGION,
    bucket: values.S3_BUCKET,
    apiKey: values.FILESTACK_APIKEY,
    intelligentIngestion: values.INTELLIGENT_INGESTION === 'on',
    ...(values.PUBLIC_URL !== undefined && { publicUrl: values.PUBLIC_URL }),
    ...(values.FILESTACK_SECRET !== undefined && { secret: values.FILESTACK_SECRET }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { keys: { accessKeyId, secretAccessKey } }),
    ...(values.S3_ENDPOINT !== undefined && { s3Endpoint: values.S3_ENDPOINT }),
  };
  return { ok: true, config };
}

export type Command =
  | { readonly kind: 'serve' }
  | { readonly kind: 'sweep'; readonly olderThanHours: number }
  | { readonly kind: 'refused'; readonly reason: string };

const DEFAULT_SWEEP_HOURS = 24;
const USAGE = 'usage: npm run gateway [-- --sweep [--older-than HOURS]]';

/** Reads the command line: nothing to serve, `--sweep` to abort abandoned uploads. */
export function parseCommand(argv: readonly string[]): Command {
  const [first, second, hours, ...rest] = argv;
  if (first === undefined) return { kind: 'serve' };
  if (first !== '--sweep' || rest.length > 0) return { kind: 'refused', reason: USAGE };
  if (second === undefined) return { kind: 'sweep', olderThanHours: DEFAULT_SWEEP_HOURS };
  if (second !== '--older-than') return { kind: 'refused', reason: USAGE };
  if (hours === undefined || !/^\d{1,6}(\.\d{1,6})?$/.test(hours)) {
    return { kind: 'refused', reason: '--older-than needs a number of hours' };
  }
  return { kind: 'sweep', olderThanHours: Number(hours) };
}
