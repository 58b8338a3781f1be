import { type XmlValue, xmlDocument } from './xml/xml-document.ts';

/** What an operation answers; the listener adds the headers that every answer has. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
  /** Called once when the answer is out, or never will be. */
  readonly release?: () => void;
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): S3Answer {
  return { status, headers };
}

export function xmlAnswer(
  root: string,
  value: XmlValue,
  headers: Readonly<Record<string, string>> = {},
): S3Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: xmlDocument(root, value),
  };
}
