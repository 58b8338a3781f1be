import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOfForm, parseClaimedParts } from './form-dialect.ts';
import { parseFormFields } from './form-fields.ts';

describe('the form dialect', () => {
  test('reads parts cut at the first colon, with quotes, null and nothing', () => {
    expect(parseClaimedParts('2:"b:c";1:null;3:;')).toEqual([
      { part_number: '2', etag: '"b:c"' },
      { part_number: '1', etag: null },
      { part_number: '3', etag: null },
    ]);
    expect(parseClaimedParts('')).toEqual([]);
    expect(parseClaimedParts('x')).toEqual([{ part_number: 'x', etag: null }]);
  });

  test('puts store fields under store and reads objects that came as text', () => {
    const fields = new Map([
      ['apikey', 'k'],
      ['store_path', '/up/'],
      ['store_workflows', '["w"]'],
      ['upload_tags', '{"a":"b"}'],
      ['__proto__', 'x'],
    ]);
    expect(jsonOfForm(fields)).toMatchObject({
      apikey: 'k',
      store: { path: '/up/', workflows: ['w'] },
      upload_tags: { a: 'b' },
    });
  });

  test('takes the first of a repeated field', async () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('a', '2');
    const { headers, body } = await encode(form);
    expect(await parseFormFields(headers, body)).toEqual(new Map([['a', '1']]));
  });

  test('always ends, with fields or with a refusal', async () => {
    const piece = fc.constantFrom(
      '--b',
      '\r\n',
      '--b--',
      'Content-Disposition: form-data; name="a"',
      '; filename="x"',
      'x',
      '"',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const parsed = parseFormFields('multipart/form-data; boundary=b', Buffer.from(pieces.join('')));
        await parsed.catch((error) => expect(error).toMatchObject({ status: 400 }));
      }),
    );
  });
});

async function encode(form: FormData): Promise<{ headers: string; body: Buffer }> {
  const request = new Request('http://x/', { method: 'POST', body: form });
  return {
    headers: request.headers.get('content-type') ?? '',
    body: Buffer.from(await request.arrayBuffer()),
  };
}
