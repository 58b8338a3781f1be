import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandOutput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Endpoint } from './endpoint.ts';

export const mib = 1024 * 1024;

export interface UnderWay {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** A part as Complete wants it listed. */
export interface SentPart {
  readonly PartNumber: number;
  readonly ETag: string;
}

export async function createUpload(
  endpoint: Endpoint,
  name: string,
  extra: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<UnderWay> {
  const place = { Bucket: endpoint.bucket, Key: endpoint.key(name) };
  const { UploadId = '' } = await endpoint.client.send(
    new CreateMultipartUploadCommand({ ...place, ...extra }),
  );
  return { ...place, UploadId };
}

export async function sendPart(
  endpoint: Endpoint,
  upload: UnderWay,
  PartNumber: number,
  Body: Uint8Array | string,
): Promise<SentPart> {
  const { ETag = '' } = await endpoint.client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag };
}

export function complete(
  endpoint: Endpoint,
  upload: UnderWay,
  Parts: readonly Partial<SentPart>[],
): Promise<CompleteMultipartUploadCommandOutput> {
  const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [...Parts] } });
  return endpoint.client.send(command);
}

/** Name of the error a promise is rejected with, or what it was fulfilled with. */
export async function errorName(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => (error instanceof Error ? error.name : error));
}
