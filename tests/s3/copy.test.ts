import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws, outcome } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { complete, createUpload, errorName, mib, sendPart } from './multipart-parts.ts';
import { keyPath, signedRequest } from './signed-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const place = (name: string) => ({ Bucket: endpoint.bucket, Key: endpoint.key(name) });
const source = (name: string) => encodeURIComponent(`${endpoint.bucket}/${endpoint.key(name)}`);

describe('a copy', () => {
  it('has the bytes, type and metadata of its source, and outlives it', async () => {
    const put = { ...place('source é+'), Body: 'copied', ContentType: 'text/plain', Metadata: { a: '1' } };
    await endpoint.client.send(new PutObjectCommand(put));
    await endpoint.client.send(new CopyObjectCommand({ ...place('copy'), CopySource: source('source é+') }));
    await endpoint.client.send(new DeleteObjectCommand(place('source é+')));
    const got = await endpoint.client.send(new GetObjectCommand(place('copy')));
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
    expect(await got.Body?.transformToString()).toBe('copied');
  });

  it('replaces metadata when told to, onto itself too', async () => {
    await endpoint.client.send(new PutObjectCommand({ ...place('self'), Body: 'x', Metadata: { a: '1' } }));
    const copy = { ...place('self'), CopySource: source('self') };
    expect(await errorName(endpoint.client.send(new CopyObjectCommand(copy)))).toBe('InvalidRequest');
    await endpoint.client.send(
      new CopyObjectCommand({ ...copy, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }),
    );
    const got = await endpoint.client.send(new GetObjectCommand(place('self')));
    expect([got.Metadata, await got.Body?.transformToString()]).toEqual([{ b: '2' }, 'x']);
  });

  it('of an object made of parts has the MD5 of the whole as its ETag', async () => {
    const five = Buffer.alloc(5 * mib, 5);
    const upload = await createUpload(endpoint, 'parts');
    const parts = [await sendPart(endpoint, upload, 1, five), await sendPart(endpoint, upload, 2, 'tail')];
    await complete(endpoint, upload, parts);
    const command = new CopyObjectCommand({ ...place('of parts'), CopySource: source('parts') });
    const { CopyObjectResult } = await endpoint.client.send(command);
    const md5 = createHash('md5').update(five).update('tail').digest('hex');
    const etag = CopyObjectResult?.ETag?.replaceAll('"', '');
    const known = { server: 'RGW 16 keeps the parts’ ETag', values: [expect.stringMatching(/-2$/)] };
    expectAsAws(endpoint, etag, md5, known);
    const got = await endpoint.client.send(new GetObjectCommand(place('of parts')));
    expect(got.ContentLength).toBe(5 * mib + 4);
  });

  it('of nothing is NoSuchKey', async () => {
    const copy = { ...place('copy of none'), CopySource: source('none') };
    expect(await errorName(endpoint.client.send(new CopyObjectCommand(copy)))).toBe('NoSuchKey');
  });

  it('with a condition that fails is PreconditionFailed', async () => {
    await endpoint.client.send(new PutObjectCommand({ ...place('condition'), Body: 'x' }));
    const headers = {
      'x-amz-copy-source': `/${source('condition')}`,
      'x-amz-copy-source-if-match': '"0123"',
    };
    const raw = { method: 'PUT', path: keyPath(endpoint.bucket, endpoint.key('conditional')), headers };
    const known = { server: 'RGW 16 ignores the condition', values: ['200'] };
    expectAsAws(endpoint, outcome(await signedRequest(endpoint, raw)), '412 PreconditionFailed', known);
  });

  it('of a range can be a part', async () => {
    await endpoint.client.send(new PutObjectCommand({ ...place('digits'), Body: '0123456789' }));
    const upload = await createUpload(endpoint, 'from range');
    const part = { ...upload, PartNumber: 1, CopySource: source('digits'), CopySourceRange: 'bytes=2-5' };
    const { CopyPartResult } = await endpoint.client.send(new UploadPartCopyCommand(part));
    await complete(endpoint, upload, [{ PartNumber: 1, ETag: CopyPartResult?.ETag ?? '' }]);
    const got = await endpoint.client.send(new GetObjectCommand(place('from range')));
    expect(await got.Body?.transformToString()).toBe('2345');
  });
});
