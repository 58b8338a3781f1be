import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsAws } from './agreement.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { createUpload } from './multipart-parts.ts';

let endpoint: Endpoint;
let prefix: string;
const names = ['a', 'a/1', 'a/2', 'b', 'b/x/1', 'b/x/2', 'b/y', 'c d', 'é', '\uff5e', '𝟙'];
beforeAll(async () => {
  endpoint = await openEndpoint();
  prefix = endpoint.key('list/');
  for (const name of names) {
    await endpoint.client.send(
      new PutObjectCommand({ Bucket: endpoint.bucket, Key: prefix + name, Body: name }),
    );
  }
});
afterAll(() => endpoint.close());

async function list(input: Partial<ListObjectsV2CommandInput>) {
  const page = await endpoint.client.send(
    new ListObjectsV2Command({ Bucket: endpoint.bucket, Prefix: prefix, ...input }),
  );
  return {
    ...page,
    keys: (page.Contents ?? []).map(({ Key = '' }) => Key.slice(prefix.length)),
    groups: (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.slice(prefix.length)),
  };
}

describe('ListObjectsV2', () => {
  it('gives keys in the order of their UTF-8 bytes, with size and ETag', async () => {
    const page = await list({});
    expect(page.keys).toEqual(names);
    expect([page.KeyCount, page.IsTruncated, page.Contents?.[1]?.Size]).toEqual([names.length, false, 3]);
    expect(page.Contents?.[0]?.ETag).toBe('"0cc175b9c0f1b6a831c399e269772661"');
  });

  it('groups keys by a delimiter', async () => {
    const page = await list({ Delimiter: '/' });
    expect(page.keys).toEqual(['a', 'b', 'c d', 'é', '\uff5e', '𝟙']);
    expect(page.groups).toEqual(['a/', 'b/']);
    expect(page.KeyCount).toBe(8);
  });

  it('lists below a prefix', async () => {
    const page = await list({ Prefix: `${prefix}b/`, Delimiter: '/' });
    expect([page.keys, page.groups]).toEqual([['b/y'], ['b/x/']]);
  });

  it.each([undefined, '/'])('pages with the delimiter %s give each name once', async (Delimiter) => {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, Delimiter, ContinuationToken });
      expect(page.keys.length + page.groups.length).toBeLessThanOrEqual(2);
      seen.push(...page.keys, ...page.groups);
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken !== undefined && seen.length < 50);
    const whole = await list({ Delimiter });
    expect(seen.toSorted()).toEqual([...whole.keys, ...whole.groups].toSorted());
  });

  it('starts after a key', async () => {
    expect((await list({ StartAfter: `${prefix}b/x/1` })).keys[0]).toBe('b/x/2');
  });

  it('encodes keys when asked', async () => {
    const page = await list({ Prefix: `${prefix}c`, EncodingType: 'url' });
    const key = page.Contents?.[0]?.Key ?? '';
    expect(key).not.toContain(' ');
    expect(decodeURIComponent(key.replaceAll('+', ' '))).toBe(`${prefix}c d`); // RGW 16 encodes slashes too
  });

  it('of a prefix nothing begins with is empty', async () => {
    const page = await list({ Prefix: `${prefix}none` });
    expect([page.keys, page.IsTruncated, page.KeyCount]).toEqual([[], false, 0]);
  });
});

describe('ListMultipartUploads', () => {
  it('pages through uploads by key', async () => {
    const uploads = [await createUpload(endpoint, 'up/1'), await createUpload(endpoint, 'up/2')];
    const input = { Bucket: endpoint.bucket, Prefix: endpoint.key('up/') };
    const first = await endpoint.client.send(new ListMultipartUploadsCommand({ ...input, MaxUploads: 1 }));
    expect(first.Uploads?.map(({ UploadId }) => UploadId)).toEqual([uploads[0]?.UploadId]);
    expect(first.IsTruncated).toBe(true);
    const marker = { KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker };
    const second = await endpoint.client.send(
      new ListMultipartUploadsCommand({ ...input, ...marker, MaxUploads: 1 }),
    );
    expect(second.Uploads?.map(({ UploadId }) => UploadId)).toEqual([uploads[1]?.UploadId]);
    expect(second.IsTruncated).toBe(false);
  });

  it('tells when each began, and several of one key', async () => {
    await createUpload(endpoint, 'same');
    await createUpload(endpoint, 'same');
    const input = { Bucket: endpoint.bucket, Prefix: endpoint.key('same') };
    const { Uploads = [] } = await endpoint.client.send(new ListMultipartUploadsCommand(input));
    expect(Uploads).toHaveLength(2);
    expect(Math.abs((Uploads[0]?.Initiated?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('groups by a delimiter', async () => {
    await createUpload(endpoint, 'grouped/x/1');
    const input = { Bucket: endpoint.bucket, Prefix: endpoint.key('grouped/'), Delimiter: '/' };
    const page = await endpoint.client.send(new ListMultipartUploadsCommand(input));
    expect(page.Uploads ?? []).toEqual([]);
    const groups = page.CommonPrefixes?.map(({ Prefix }) => Prefix);
    expectAsAws(endpoint, groups, [endpoint.key('grouped/x/')], {
      server: 'RGW 16 writes groups as no one else',
      values: [undefined],
    });
  });
});
