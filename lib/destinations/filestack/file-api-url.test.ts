import { expect, test } from 'vitest';
import { fileApiUrlOf } from './file-api-url.ts';

test('files of Filestack are asked for at its own host, those of a gateway at the gateway', () => {
  expect(fileApiUrlOf('https://upload.filestackapi.com')).toBe('https://www.filestackapi.com/api/file');
  expect(fileApiUrlOf('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080/api/file');
});

test('a host that only looks like Filestack is asked itself', () => {
  const lookalike = 'https://upload.filestackapi.com.example';
  expect(fileApiUrlOf(lookalike)).toBe(`${lookalike}/api/file`);
});
