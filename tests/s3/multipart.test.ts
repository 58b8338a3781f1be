import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws, outcome, rgwUnknownUpload } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { complete, createUpload, errorName, mib, sendPart } from './multipart-parts.ts';
import { keyPath, signedRequest } from './signed-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const md5 = (body: string | Uint8Array) => createHash('md5').update(body).digest();
const five = Buffer.alloc(5 * mib, 'five');

describe('a multipart upload', () => {
  it('becomes one object whose ETag is the MD5 of the parts’ MD5s', async () => {
    const upload = await createUpload(endpoint, 'whole', {
      ContentType: 'text/plain',
      Metadata: { token: 't1' },
    });
    const parts = [await sendPart(endpoint, upload, 1, five), await sendPart(endpoint, upload, 2, 'tail')];
    const etag = `"${md5(Buffer.concat([md5(five), md5('tail')])).toString('hex')}-2"`;
    const completed = await complete(endpoint, upload, parts);
    expectAsAws(endpoint, completed.ETag, etag, {
      server: 'RGW 16: empty in the first Complete',
      values: [''],
    });
    const got = await endpoint.client.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: upload.Key }));
    expect(got).toMatchObject({ ETag: etag, ContentType: 'text/plain', Metadata: { token: 't1' } });
    expect(md5((await got.Body?.transformToByteArray()) ?? '')).toEqual(
      md5(Buffer.concat([five, Buffer.from('tail')])),
    );
  });

  it('is read across the border of two parts', async () => {
    const upload = await createUpload(endpoint, 'border');
    const parts = [await sendPart(endpoint, upload, 1, five), await sendPart(endpoint, upload, 2, 'tail')];
    await complete(endpoint, upload, parts);
    const Range = `bytes=${five.length - 2}-${five.length + 1}`;
    const got = await endpoint.client.send(
      new GetObjectCommand({ Bucket: upload.Bucket, Key: upload.Key, Range }),
    );
    expect(await got.Body?.transformToString()).toBe('veta');
  });

  it('of one small part is fine: only the last may be small', async () => {
    const upload = await createUpload(endpoint, 'small');
    await complete(endpoint, upload, [await sendPart(endpoint, upload, 1, 'x')]);
    const head = await endpoint.client.send(
      new HeadObjectCommand({ Bucket: upload.Bucket, Key: upload.Key }),
    );
    expect(head.ContentLength).toBe(1);
  });

  it('takes the last body sent under a part number', async () => {
    const upload = await createUpload(endpoint, 'twice');
    await sendPart(endpoint, upload, 1, 'first');
    const second = await sendPart(endpoint, upload, 1, '2nd');
    await complete(endpoint, upload, [second]);
    const got = await endpoint.client.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: upload.Key }));
    expect(await got.Body?.transformToString()).toBe('2nd');
  });

  it('has no object at its key before it is completed', async () => {
    const upload = await createUpload(endpoint, 'unfinished');
    await sendPart(endpoint, upload, 1, 'x');
    const raw = { method: 'GET', path: keyPath(upload.Bucket, upload.Key) };
    expect(outcome(await signedRequest(endpoint, raw))).toBe('404 NoSuchKey');
  });

  it('is unknown once completed', async () => {
    const upload = await createUpload(endpoint, 'done');
    const parts = [await sendPart(endpoint, upload, 1, 'x')];
    await complete(endpoint, upload, parts);
    const expectUnknown = (name: unknown) => expectAsAws(endpoint, name, 'NoSuchUpload', rgwUnknownUpload);
    expectUnknown(await errorName(endpoint.client.send(new ListPartsCommand(upload))));
    expectUnknown(await errorName(sendPart(endpoint, upload, 2, 'x')));
    expectUnknown(await errorName(endpoint.client.send(new AbortMultipartUploadCommand(upload))));
  });

  it('is unknown once aborted, and leaves no object', async () => {
    const upload = await createUpload(endpoint, 'aborted');
    const part = await sendPart(endpoint, upload, 1, 'x');
    await endpoint.client.send(new AbortMultipartUploadCommand(upload));
    const expectUnknown = (name: unknown) => expectAsAws(endpoint, name, 'NoSuchUpload', rgwUnknownUpload);
    expectUnknown(await errorName(complete(endpoint, upload, [part])));
    expectUnknown(await errorName(endpoint.client.send(new ListPartsCommand(upload))));
    const raw = { method: 'GET', path: keyPath(upload.Bucket, upload.Key) };
    expect((await signedRequest(endpoint, raw)).status).toBe(404);
  });

  it('is unknown under another key', async () => {
    const upload = await createUpload(endpoint, 'mine');
    const other = { ...upload, Key: endpoint.key('other') };
    expect(await errorName(sendPart(endpoint, other, 1, 'x'))).toBe('NoSuchUpload');
  });

  it.each(['0', '10001', '-1', 'one'])('refuses the part number %s', async (partNumber) => {
    const upload = await createUpload(endpoint, 'numbers');
    const raw = { method: 'PUT', path: keyPath(upload.Bucket, upload.Key), body: 'x' };
    const answer = await signedRequest(endpoint, raw, { query: { partNumber, uploadId: upload.UploadId } });
    expectAsAws(endpoint, outcome(answer), '400 InvalidArgument', {
      server: 'RGW 16 takes any number',
      values: ['200'],
    });
  });

  it('holds each part against its Content-MD5', async () => {
    const upload = await createUpload(endpoint, 'digest');
    const query = { partNumber: '1', uploadId: upload.UploadId };
    const raw = { method: 'PUT', path: keyPath(upload.Bucket, upload.Key), body: 'x' };
    const wrong = { ...raw, headers: { 'content-md5': md5('y').toString('base64') } };
    expect(outcome(await signedRequest(endpoint, wrong, { query }))).toBe('400 BadDigest');
    const right = { ...raw, headers: { 'content-md5': md5('x').toString('base64') } };
    const answer = await signedRequest(endpoint, right, { query, presignSeconds: 60 });
    expect([answer.status, answer.headers['etag']]).toEqual([200, `"${md5('x').toString('hex')}"`]);
  });

  it('is read part by part', async () => {
    const upload = await createUpload(endpoint, 'by part');
    await complete(endpoint, upload, [
      await sendPart(endpoint, upload, 1, five),
      await sendPart(endpoint, upload, 2, 'tail'),
    ]);
    const raw = { method: 'GET', path: keyPath(upload.Bucket, upload.Key) };
    const answer = await signedRequest(endpoint, raw, { query: { partNumber: '2' } });
    const seen = `${answer.status} ${answer.headers['x-amz-mp-parts-count']} ${answer.body.length}`;
    expectAsAws(endpoint, seen, '206 2 4', {
      server: 'RGW 16 ignores partNumber',
      values: ['200 undefined 5242884'],
    });
  });
});

describe('ListParts', () => {
  it('pages by part number and tells size, ETag and whether there is more', async () => {
    const upload = await createUpload(endpoint, 'listed');
    for (const partNumber of [1, 5, 3]) await sendPart(endpoint, upload, partNumber, 'x'.repeat(partNumber));
    const first = await endpoint.client.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    expect(first.Parts?.map((part) => [part.PartNumber, part.Size])).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect([first.IsTruncated, first.NextPartNumberMarker]).toEqual([true, '3']);
    const marker = { PartNumberMarker: first.NextPartNumberMarker };
    const second = await endpoint.client.send(new ListPartsCommand({ ...upload, ...marker, MaxParts: 2 }));
    expect(second.Parts?.map((part) => [part.PartNumber, part.ETag])).toEqual([
      [5, `"${md5('xxxxx').toString('hex')}"`],
    ]);
    expect(second.IsTruncated).toBe(false);
  });

  it('of an unknown upload is NoSuchUpload', async () => {
    const upload = await createUpload(endpoint, 'listed none');
    const unknown = { ...upload, UploadId: 'unknown' };
    const name = await errorName(endpoint.client.send(new ListPartsCommand(unknown)));
    expectAsAws(endpoint, name, 'NoSuchUpload', rgwUnknownUpload);
  });

  it('is empty before the first part', async () => {
    const upload = await createUpload(endpoint, 'listed empty');
    const answer = await endpoint.client.send(new ListPartsCommand(upload));
    expect([answer.Parts ?? [], answer.IsTruncated]).toEqual([[], false]);
  });
});

describe('parts sent at once', () => {
  it('under the same number leave one whole body', async () => {
    const upload = await createUpload(endpoint, 'race');
    const bodies = ['a', 'b', 'c', 'd'].map((letter) => Buffer.alloc(300_000, letter));
    await Promise.all(
      bodies.map((Body) => endpoint.client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body }))),
    );
    const listed = await endpoint.client.send(new ListPartsCommand(upload));
    const winner = bodies.find((body) => `"${md5(body).toString('hex')}"` === listed.Parts?.[0]?.ETag);
    expect(winner).toBeDefined();
    await complete(endpoint, upload, [{ PartNumber: 1, ETag: listed.Parts?.[0]?.ETag ?? '' }]);
    const got = await endpoint.client.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: upload.Key }));
    expect(winner?.equals(Buffer.from((await got.Body?.transformToByteArray()) ?? []))).toBe(true);
  });
});
