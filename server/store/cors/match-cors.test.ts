import { describe, expect, it } from 'vitest';
import { browserUploadCors, type CorsRule } from './cors-rule.ts';
import { corsHeaders, matchCors } from './match-cors.ts';

const rule: CorsRule = {
  allowedOrigins: ['https://*.example.com', 'https://one.test'],
  allowedMethods: ['PUT'],
  allowedHeaders: ['Content-*'],
  exposeHeaders: ['ETag'],
};
const asked = { origin: 'https://a.example.com', method: 'PUT', headers: ['content-md5'] };

describe('a CORS rule', () => {
  it('allows what fits it in origin, method and headers', () => {
    expect(matchCors([rule], asked)).toBe(rule);
  });

  it.each([
    ['another origin', { ...asked, origin: 'https://example.com' }],
    ['an origin that only begins alike', { ...asked, origin: 'https://a.example.com.evil.test' }],
    ['an origin in another case', { ...asked, origin: 'https://ONE.test' }],
    ['another method', { ...asked, method: 'DELETE' }],
    ['a header more', { ...asked, headers: ['content-md5', 'x-other'] }],
  ])('doesn’t allow %s', (_, request) => {
    expect(matchCors([rule], request)).toBeUndefined();
  });

  it('for one origin names it and lets credentials through; for all it does neither', () => {
    expect(corsHeaders(rule, asked)).toMatchObject({
      'access-control-allow-origin': 'https://a.example.com',
      'access-control-allow-credentials': 'true',
    });
    const open = corsHeaders(browserUploadCors, asked);
    expect(open['access-control-allow-origin']).toBe('*');
    expect(open).not.toHaveProperty('access-control-allow-credentials');
  });

  it('for browsers’ uploads lets an extension put parts and read their ETag', () => {
    const extension = {
      origin: 'chrome-extension://abc',
      method: 'PUT',
      headers: ['content-md5', 'content-type'],
    };
    expect(matchCors([browserUploadCors], extension)).toBe(browserUploadCors);
    expect(corsHeaders(browserUploadCors, extension)['access-control-expose-headers']).toBe('ETag');
  });
});
