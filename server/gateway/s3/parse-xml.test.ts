import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseErrorXml, parseXml } from './parse-xml.ts';

test('an error is found after the white space that keeps a slow complete alive', () => {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n   \n  <Error><Code>InternalError</Code><Message>a &amp; b</Message></Error>';
  expect(parseErrorXml(body)).toEqual({ code: 'InternalError', message: 'a & b' });
  expect(parseErrorXml(`   ${body}`)).toMatchObject({ code: 'InternalError' });
});

test.each([
  '',
  'x',
  '<Error',
  '<Error/>',
  '<Error><Code/></Error>',
  '<html><Error>no</Error></html>',
  '{"a":"<Error>"}',
])('no error is read from %j', (body) => {
  expect(parseErrorXml(body)?.code ?? '').toBe('');
});

const schema = v.object({ A: v.object({ Part: v.array(v.object({ E: v.string() })) }) });

test('a single part is a list, quotes are read however they are escaped, spaces stay', () => {
  const body = '<A><Part><E>&quot;a&#34; &#x22;  b </E></Part></A>';
  expect(parseXml(schema, body)).toEqual({ A: { Part: [{ E: '"a" "  b ' }] } });
});

test('XML that defines entities is refused', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><A><Part><E>${'&a;'.repeat(1000)}</E></Part></A>`;
  expect(() => parseXml(schema, bomb)).toThrow(/DOCTYPE/);
});

test('anything else is a bad answer', () => {
  for (const body of ['', '<A/>', '<B>1</B>', 'x'.repeat(100)])
    expect(() => parseXml(schema, body)).toThrow(/S3 answered/);
});
