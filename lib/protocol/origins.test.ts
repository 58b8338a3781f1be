import { expect, test } from 'vitest';
import { isWebLink, originPattern, parseServiceUrl } from './origins.ts';

test('keys and files go to https, or to http on this machine', () => {
  for (const address of [
    'https://upload.filestackapi.com',
    'http://127.0.0.1:8080',
    'http://localhost',
    'http://[::1]:1',
  ]) {
    expect(parseServiceUrl(address)?.href).toContain(address);
  }
});

test('plain http to another machine, userinfo and other schemes are refused', () => {
  for (const address of [
    'http://example.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'https://user:pass@example.com',
    'https://user@example.com',
    'javascript:alert(1)',
    '//example.com',
    'file:///etc/passwd',
    '',
  ]) {
    expect(parseServiceUrl(address)).toBeUndefined();
  }
});

test('only http and https links are offered', () => {
  expect(isWebLink('https://cdn.example/abc')).toBe(true);
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'not a link', 'blob:https://a/b']) {
    expect(isWebLink(link)).toBe(false);
  }
});

test('a permission is asked for one host only', () => {
  expect(originPattern(new URL('https://bucket.s3.amazonaws.com/key?X-Amz-Signature=1'))).toBe(
    'https://bucket.s3.amazonaws.com/*',
  );
  expect(originPattern(new URL('http://127.0.0.1:9000/x'))).toBe('http://127.0.0.1/*');
});
