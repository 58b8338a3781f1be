import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Deletes the objects and aborts the uploads whose keys begin with a prefix. */
export async function emptyPrefix(client: S3Client, Bucket: string, Prefix: string): Promise<void> {
  for (;;) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, EncodingType: 'url' }));
    for (const { Key } of page.Contents ?? []) {
      await client.send(
        new DeleteObjectCommand({ Bucket, Key: decodeURIComponent((Key ?? '').replaceAll('+', ' ')) }),
      );
    }
    if (!page.IsTruncated) break;
  }
  for (;;) {
    const page = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix, EncodingType: 'url' }));
    for (const { Key, UploadId } of page.Uploads ?? []) {
      const key = decodeURIComponent((Key ?? '').replaceAll('+', ' '));
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId }));
    }
    if (!page.IsTruncated) return;
  }
}
