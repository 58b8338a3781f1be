import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bucketCors } from './bucket-cors.ts';

test('the CORS rules to copy are those of the gateway’s manual', () => {
  const manual = readFileSync('server/README.md', 'utf8');
  const written = /```json\n(\{ "CORSRules"[\s\S]*?)```/.exec(manual)?.[1] ?? '';
  expect(JSON.parse(written)).toEqual(bucketCors);
});
