import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePath } from './percent-encoding.ts';
import { parseRequestTarget } from './request-target.ts';

const parse = (target: string, host = '127.0.0.1:9000') => {
  const { bucket, key } = parseRequestTarget(target, host, ['localhost', 's3.example.com']);
  return [bucket, key];
};

describe('a request’s target', () => {
  it.each([
    ['/', '', ''],
    ['/bucket', 'bucket', ''],
    ['/bucket/', 'bucket', ''],
    ['/bucket?list-type=2', 'bucket', ''],
    ['/bucket/a/b', 'bucket', 'a/b'],
    ['/bucket//a', 'bucket', '/a'],
    ['/bucket/../../etc/passwd', 'bucket', '../../etc/passwd'],
    ['/bucket/a+b%20c%2F', 'bucket', 'a+b c/'],
    ['http://elsewhere:1/bucket/a', 'bucket', 'a'],
  ])('%s is read path style', (target, bucket, key) => {
    expect(parse(target)).toEqual([bucket, key]);
  });

  it.each([
    ['uploads.localhost:9000', '/a/b', 'uploads', 'a/b'],
    ['UPLOADS.localhost', '/', 'uploads', ''],
    ['my.bucket.s3.example.com', '/k', 'my.bucket', 'k'],
    ['s3.example.com', '/bucket/k', 'bucket', 'k'],
  ])('of the host %s with %s is read by the host’s name', (host, target, bucket, key) => {
    expect(parse(target, host)).toEqual([bucket, key]);
  });

  it('gives back any key and any query as they were encoded', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, text, (key, name, value) => {
        const query = new URLSearchParams([[name, value]]).toString();
        const target = parseRequestTarget(`/bucket/${encodePath(key)}?${query}`, 'x', []);
        expect([target.key, target.query]).toEqual([key, [[name, value]]]);
      }),
    );
  });
});
