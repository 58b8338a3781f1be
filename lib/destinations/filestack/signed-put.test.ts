import { expect, test } from 'vitest';
import { checkedLocationUrl, checkedPut } from './signed-put.ts';

const filestack = 'https://upload.filestackapi.com';
const local = 'http://127.0.0.1:8080';

test('parts go to any https address, and to http only on this machine when the API is there', () => {
  const url = 'https://bucket.s3.amazonaws.com/key?X-Amz-Signature=1';
  expect(checkedPut({ url }, filestack)).toEqual({ url, headers: {} });
  expect(checkedPut({ url: 'http://127.0.0.1:9000/b/k' }, local).url).toBe('http://127.0.0.1:9000/b/k');
  for (const bad of [
    'http://127.0.0.1:9000/b/k',
    'http://s3.example/k',
    'javascript:alert(1)',
    'https://u:p@h/',
    '/k',
  ]) {
    expect(() => checkedPut({ url: bad }, filestack)).toThrow(/not a safe one/);
  }
});

test('only headers that a store needs are sent', () => {
  const headers = {
    'Content-MD5': 'x',
    'x-amz-acl': 'private',
    Authorization: 'AWS4',
    Cookie: 'c',
    Host: 'h',
    'X-Forwarded-For': '1',
    ['__proto__']: 'p',
  };
  expect(checkedPut({ url: 'https://s3.example/k', headers }, filestack).headers).toEqual({
    'Content-MD5': 'x',
    'x-amz-acl': 'private',
    Authorization: 'AWS4',
  });
});

test('the key follows an upload to the API or to another host of Filestack, and nowhere else', () => {
  expect(checkedLocationUrl('upload-eu-west-1.filestackapi.com', filestack)).toBe(
    'https://upload-eu-west-1.filestackapi.com',
  );
  expect(checkedLocationUrl('http://127.0.0.1:8080/', local)).toBe(local);
  for (const bad of [
    'https://evil.example',
    'https://filestackapi.com.evil.example',
    'http://upload-eu.filestackapi.com',
    'https://u:p@upload.filestackapi.com',
    'javascript:alert(1)',
    '//evil.example',
    'http://127.0.0.1:8080',
  ]) {
    expect(() => checkedLocationUrl(bad, filestack)).toThrow(/not the API/);
  }
});
