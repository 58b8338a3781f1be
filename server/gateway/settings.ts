import { createHmac } from 'node:crypto';
import type { FileRecord } from './file-record.ts';
import type { Running } from './join-running.ts';
import type { S3Client } from './s3/s3-client.ts';

/** What every route knows: the app, the bucket, the clock. None of it is about a single upload. */
export interface Settings {
  readonly apiKey: string;
  /** The app secret. Security is on when it is set. */
  readonly secret?: string;
  /** Origin of the gateway as clients see it, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: () => number;
  readonly s3: S3Client;
  /** Signs what the gateway gives away and takes back. All gateways over one bucket derive the same. */
  readonly ticketKey: Buffer;
  readonly allowPrivateSources: boolean;
  /** How long complete may take before it answers 202, in ms. */
  readonly completeWaitMs: number;
  readonly completions: Running<FileRecord>;
  readonly commits: Running<void>;
  /** Whether parts may come in chunks (Filestack's intelligent ingestion). */
  readonly isIntelligent: boolean;
  readonly maxSourceBytes: number;
}

/** The key for tickets and handles, derived from the secret S3 key, so that there is nothing else to share. */
export const deriveTicketKey = (secretAccessKey: string): Buffer =>
  createHmac('sha256', secretAccessKey).update('filestack-gateway ticket v1').digest();
