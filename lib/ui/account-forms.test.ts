import { expect, test, vi } from 'vitest';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, values: readonly string[] = []) => [key, ...values].join(' '),
      getUILanguage: () => 'en',
    },
  },
}));
const { apiKeyForm, apiUrlForm, linkHostForm } = await import('./account-forms.ts');
const { securityForm, policyFault, signatureFault } = await import('./security-form.ts');
const { containerForm, pathForm, regionForm, workflowsForm } = await import('./store-forms.ts');

test.each([
  ['https://upload.filestackapi.com/', 'https://upload.filestackapi.com'],
  [' HTTPS://Gateway.Example:443 ', 'https://gateway.example'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['', 'https://upload.filestackapi.com'],
])('U7: the address “%s” is stored as %s', (text, value) => {
  expect(apiUrlForm.read(text)).toEqual({ value });
});

test.each([
  ['http://example.com', 'invalidApiUrl'],
  ['http://127.0.0.1.example.com', 'invalidApiUrl'],
  ['ftp://example.com', 'invalidApiUrl'],
  ['javascript:alert(1)', 'invalidApiUrl'],
  ['example.com', 'invalidApiUrl'],
  ['https://a:b@example.com', 'invalidApiUserinfo'],
  ['https://upload.filestackapi.com@evil.example', 'invalidApiUserinfo'],
  ['https://example.com/api', 'invalidApiPath'],
  ['https://example.com?key=1', 'invalidApiPath'],
  ['https://example.com#a', 'invalidApiPath'],
])('U7: the address %s is refused with its reason', (text, fault) => {
  expect(apiUrlForm.read(text)).toEqual({ fault });
});

test('U7: a host in letters of another alphabet is shown and stored as what it is', () => {
  expect(apiUrlForm.read('https://upload.filest\u0430ckapi.com')).toEqual({
    value: 'https://upload.xn--filestckapi-3ij.com',
    note: expect.stringContaining('xn--'),
  });
});

test.each([
  ['files.example.com', 'files.example.com'],
  ['https://files.example.com/', 'files.example.com'],
  ['', ''],
])('links get the host of “%s”', (text, value) => {
  expect(linkHostForm.read(text)).toEqual({ value });
});

test.each([
  'http://files.example.com',
  'https://files.example.com/a',
  'a:b@files.example.com',
  'javascript:alert(1)',
  'a b',
  'data:text/html,x',
])('“%s” is no host for links', (text) => {
  expect(linkHostForm.read(text)).toHaveProperty('fault');
});

test('U8: what comes along with a pasted key is left out, and said', () => {
  expect(apiKeyForm.read(' key\n')).toEqual({ value: 'key' });
  expect(apiKeyForm.read('“k\u200bey”')).toEqual({ value: 'key', note: 'pastedCleaned' });
  expect(containerForm.read("'bucket'")).toEqual({ value: 'bucket', note: 'pastedCleaned' });
});

test('U8: keys, containers and regions with a space inside are refused, paths are not', () => {
  for (const form of [apiKeyForm, containerForm, regionForm])
    expect(form.read('two words')).toEqual({ fault: 'invalidInnerSpace' });
  expect(pathForm.read(' two words/ ')).toEqual({ value: 'two words/' });
});

test('U8: a region is stored in small letters, and whatever is no region is refused', () => {
  expect(regionForm.read(' EU-Central-1 ')).toEqual({ value: 'eu-central-1' });
  expect(regionForm.read('eu_central')).toEqual({ fault: 'invalidRegion' });
  expect(containerForm.read('bucket/folder')).toEqual({ fault: 'invalidContainer' });
});

const policy = 'eyJleHBpcnkiOjE4OTM0NTYwMDB9';
test.each([
  ['AKIAIOSFODNN7EXAMPLE', 'misplacedAwsKey'],
  ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'misplacedAwsSecret'],
  ['Z3IYZSH2UJA7VN3QYFVSVCF7PI', 'misplacedAppSecret'],
  [policy, 'misplacedPolicy'],
  ['{"apiKey":"a"}', 'misplacedJson'],
])('U15: %s is stored in no plain field', (text, fault) => {
  for (const form of [apiKeyForm, apiUrlForm, containerForm, pathForm, regionForm])
    expect(form.read(text)).toEqual({ fault });
  expect(signatureFault(text)).toBe(fault);
});

test('U15: an app’s secret is neither policy nor signature', () => {
  expect(policyFault('Z3IYZSH2UJA7VN3QYFVSVCF7PI')).toBe('misplacedAppSecret');
  expect(policyFault(policy)).toBeUndefined();
});

test('policy and signature are read together or not at all', () => {
  expect(securityForm.read(`${policy}\n`)).toEqual({ fault: 'invalidSecurity' });
  expect(securityForm.read('\nsignature')).toEqual({ fault: 'invalidSecurity' });
  expect(securityForm.read('\n')).toEqual({ value: { policy: '', signature: '' } });
  expect(securityForm.read(` ${policy} \n s `)).toEqual({ value: { policy, signature: 's' } });
});

test.each([
  ['eyJleHBpcnkiOjE4OTM0NTYwMDB9…', 'invalidPolicyBase64'],
  ['cG9saWN5', 'invalidPolicyJson'],
  ['e30=', 'invalidPolicyNoExpiry'],
  ['eyJleHBpcnkiOiIyMDMwIn0=', 'invalidPolicyExpiry'],
  ['eyJleHBpcnkiOjE4OTM0NTYwMDAwMDB9', 'invalidPolicyExpiryMs'],
])('A6: the policy %s is refused with the reason', (text, fault) => {
  expect(policyFault(text)).toBe(fault);
});

test('workflows are ids with commas or spaces between them', () => {
  expect(workflowsForm.read('a-1, b_2 a-1')).toEqual({ value: ['a-1', 'b_2'] });
  expect(workflowsForm.read('')).toEqual({ value: [] });
  expect(workflowsForm.read('a/b')).toEqual({ fault: 'invalidWorkflows' });
  expect(workflowsForm.read(Array.from({ length: 21 }, (_, n) => `w${n}`).join())).toEqual({
    fault: 'invalidWorkflowCount 20',
  });
});
