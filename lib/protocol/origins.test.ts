import { expect, test } from 'vitest';
import { isWebLink, originPattern, parseServiceUrl, serviceAddress } from './origins.ts';

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

test('U7: plain http to another machine, userinfo and other schemes are refused', () => {
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

test('M20: only http and https links are offered', () => {
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

test.each([
  ['https://upload.filestackapi.com', 'https://upload.filestackapi.com'],
  [' HTTPS://Upload.FilestackAPI.com:443/ ', 'https://upload.filestackapi.com'],
  ['http://127.0.0.1:8080//', 'http://127.0.0.1:8080'],
  ['https://gateway.example/base/', 'https://gateway.example/base'],
  // Cyrillic letters that look like “apple”.
  ['https://аррӏе.example', 'https://xn--80ak6aa92e.example'],
])('U7: the address %s is stored and shown as %s', (text, address) => {
  expect(serviceAddress(text)).toBe(address);
  expect(serviceAddress(address)).toBe(address);
});

test.each([
  'https://a.example/?key=1',
  'https://a.example/#x',
  'https://u:p@a.example',
  'http://a.example',
  'a.example',
  '',
])('U7: %j is no address for keys', (text) => {
  expect(serviceAddress(text)).toBeUndefined();
});
