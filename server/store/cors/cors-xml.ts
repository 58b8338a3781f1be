import * as v from 'valibot';
import { S3Error } from '../s3-error.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlValue } from '../xml/xml-document.ts';
import type { CorsRule } from './cors-rule.ts';

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const texts = v.array(v.string());
const documentSchema = v.object({
  CORSConfiguration: v.object({
    CORSRule: v.pipe(
      v.array(
        v.object({
          AllowedOrigin: texts,
          AllowedMethod: texts,
          AllowedHeader: v.optional(texts, []),
          ExposeHeader: v.optional(texts, []),
          MaxAgeSeconds: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,9}$/))),
        }),
      ),
      v.maxLength(100), // S3 user guide, "Elements of a CORS configuration"
    ),
  }),
});

/** @throws S3Error MalformedXML, InvalidRequest for a method or a wildcard that S3 refuses */
export function parseCorsXml(text: string): readonly CorsRule[] {
  return parseXml(text, documentSchema).CORSConfiguration.CORSRule.map((rule) => {
    const badMethod = rule.AllowedMethod.find((method) => !methods.includes(method));
    if (badMethod !== undefined) {
      throw new S3Error(
        'InvalidRequest',
        `Found unsupported HTTP method in CORS config. Unsupported method is ${badMethod}`,
      );
    }
    for (const pattern of [...rule.AllowedOrigin, ...rule.AllowedHeader]) {
      if (pattern.split('*').length > 2) {
        throw new S3Error(
          'InvalidRequest',
          `AllowedOrigin "${pattern}" can not have more than one wildcard.`,
        );
      }
    }
    return {
      allowedOrigins: rule.AllowedOrigin,
      allowedMethods: rule.AllowedMethod,
      allowedHeaders: rule.AllowedHeader,
      exposeHeaders: rule.ExposeHeader,
      ...(rule.MaxAgeSeconds === undefined ? {} : { maxAgeSeconds: Number(rule.MaxAgeSeconds) }),
    };
  });
}

/** The rules as a CORSConfiguration's content. */
export function corsXml(rules: readonly CorsRule[]): XmlValue {
  return {
    CORSRule: rules.map((rule) => ({
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposeHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  };
}
