import { describe, expect, test } from 'vitest';
import { localGateway } from '../lib/core/local-gateway.ts';
import { parseCommand, parseConfig } from './config.ts';

const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' };

describe('the environment', () => {
  test('may be empty: the embedded store on 127.0.0.1:8080', () => {
    expect(parseConfig({})).toEqual({
      ok: true,
      config: {
        host: '127.0.0.1',
        port: 8080,
        dataDir: '.data',
        region: 'us-east-1',
        bucket: 'uploads',
        apiKey: 'local-key',
        intelligentIngestion: true,
      },
    });
  });

  test('points to any S3', () => {
    const result = parseConfig({
      ...keys,
      S3_ENDPOINT: 'https://s3.test/',
      S3_BUCKET: 'my.bucket',
      PORT: '0',
    });
    expect(result).toMatchObject({
      ok: true,
      config: {
        s3Endpoint: 'https://s3.test',
        bucket: 'my.bucket',
        port: 0,
        keys: { accessKeyId: 'a', secretAccessKey: 's' },
      },
    });
  });

  test.each([
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '' }],
    ['PORT', { PORT: '80a' }],
    ['HOST', { HOST: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'gateway.test' }],
    ['S3_ENDPOINT', { ...keys, S3_ENDPOINT: 's3.test' }],
    ['S3_ENDPOINT', { ...keys, S3_ENDPOINT: 'https://s3.test/bucket' }],
    ['S3_ENDPOINT', { ...keys, S3_ENDPOINT: 'https://u:p@s3.test' }],
    ['S3_ENDPOINT', { ...keys, S3_ENDPOINT: '' }],
    ['S3_REGION', { S3_REGION: 'a b' }],
    ['S3_BUCKET', { S3_BUCKET: 'Uploads' }],
    ['S3_BUCKET', { S3_BUCKET: 'ab' }],
    ['AWS_ACCESS_KEY_ID', { AWS_SECRET_ACCESS_KEY: 's' }],
    ['AWS_ACCESS_KEY_ID', { S3_ENDPOINT: 'https://s3.test' }],
    ['AWS_SECRET_ACCESS_KEY', { AWS_ACCESS_KEY_ID: 'a' }],
    ['AWS_SECRET_ACCESS_KEY', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: '' }],
    ['FILESTACK_APIKEY', { FILESTACK_APIKEY: '' }],
    ['FILESTACK_SECRET', { FILESTACK_SECRET: '' }],
    ['INTELLIGENT_INGESTION', { INTELLIGENT_INGESTION: 'yes' }],
  ])('with a bad %s is refused in one line that names it (%j)', (name, env) => {
    const result = parseConfig(env);
    const reason = result.ok ? '' : result.reason;
    expect(reason.split(' ')[0]).toBe(name);
    expect(reason).not.toContain('\n');
  });
});

test('intelligent ingestion can be switched off', () => {
  expect(parseConfig({ INTELLIGENT_INGESTION: 'off' })).toMatchObject({
    config: { intelligentIngestion: false },
  });
});

test.each([
  [[], { kind: 'serve' }],
  [['--sweep'], { kind: 'sweep', olderThanHours: 24 }],
  [['--sweep', '--older-than', '0.5'], { kind: 'sweep', olderThanHours: 0.5 }],
])('the command line %j is read', (argv, command) => {
  expect(parseCommand(argv)).toEqual(command);
});

test.each([
  [['--help']],
  [['--sweep', '1']],
  [['--sweep', '--older-than']],
  [['--sweep', '--older-than', '-1']],
  [['--sweep', '--older-than', '1', 'x']],
])('the command line %j is refused', (argv) => {
  expect(parseCommand(argv).kind).toBe('refused');
});

test('what the welcome page looks for is what the gateway serves when nothing is set', () => {
  const parsed = parseConfig({});
  expect(parsed).toMatchObject({ ok: true, config: { apiKey: localGateway.apiKey } });
  const { host, port } = parsed.ok ? parsed.config : { host: '', port: 0 };
  expect(`http://${host}:${port}`).toBe(localGateway.apiUrl);
});
