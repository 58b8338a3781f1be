import { expect, test } from 'vitest';
import { controlError, putError } from './answer-errors.ts';
import retryVectors from './retry-vectors.json' with { type: 'json' };

const { statuses } = retryVectors;

const answer = (status: number, body = '', step = 'put') => ({
  step,
  status,
  body,
  origin: 'https://s3.example',
});
const s3 = (code: string, message = 'm') =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

test('S3 error codes decide before the status does', () => {
  expect(putError(answer(403, s3('RequestTimeTooSkewed'))).code).toBe('clock-skew');
  expect(putError(answer(403, s3('AccessDenied', 'Request has expired'))).code).toBe('url-expired');
  expect(putError(answer(403, s3('AccessDenied', 'Access Denied'))).code).toBe('auth');
  expect(putError(answer(404, s3('NoSuchUpload'))).code).toBe('upload-gone');
  expect(putError(answer(400, s3('BadDigest'))).code).toBe('integrity');
  expect(putError(answer(400, s3('RequestTimeout'))).code).toBe('timeout');
  expect(putError(answer(400, s3('EntityTooLarge'))).code).toBe('rejected');
});

test.each(statuses)('without a known code the status decides: $status is $code', ({ status, code }) => {
  expect(putError(answer(status)).code).toBe(code);
  expect(controlError(answer(status, '', 'start')).code).toBe(code);
});

test('an unknown upload is gone, an unknown address is refused', () => {
  expect(controlError(answer(404, '{}', 'complete')).code).toBe('upload-gone');
  expect(controlError(answer(404, '{}', 'start')).code).toBe('rejected');
});

test("the server's words are kept as one short plain line, a proxy's HTML is not", () => {
  expect(
    controlError(answer(403, '{"error":"Invalid\\n\\u001b[31m App  policy"}', 'start')).details.serverText,
  ).toBe('Invalid [31m App policy');
  expect(controlError(answer(400, 'x'.repeat(5000), 'start')).details.serverText).toHaveLength(200);
  expect(controlError(answer(502, '<html>sign in</html>', 'start')).details.serverText).toBeUndefined();
  expect(controlError(answer(400, '{"error":{"type":"div"}}', 'start')).details.serverText).toBeUndefined();
});
