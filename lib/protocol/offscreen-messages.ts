import * as v from 'valibot';
import { plainErrorSchema } from './job-record.ts';

// What the background and its offscreen document say to each other. Bodies travel by structured clone: a slice of a
// staged blob as a reference, a buffer by transfer.

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Sent to the document with a port for all that follows. What an earlier background has asked is dropped. */
export const greetingSchema = v.strictObject({
  type: v.literal('connect'),
  /** A lock that is held as long as the background lives. */
  lock: v.string(),
});
export type Greeting = v.InferOutput<typeof greetingSchema>;

export const deskRequestSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('put'),
    id: count,
    url: v.string(),
    headers: v.record(v.string(), v.string()),
    body: v.union([v.instance(Blob), v.instance(ArrayBuffer)]),
    stallLimitMs: v.pipe(v.number(), v.minValue(0)),
  }),
  v.strictObject({ type: v.literal('cancel'), id: count }),
  /** Text for the clipboard. */
  v.strictObject({ type: v.literal('copy'), id: count, text: v.string() }),
]);
export type DeskRequest = v.InferOutput<typeof deskRequestSchema>;

export const deskReplySchema = v.variant('type', [
  /** `lock` is held as long as the document lives. */
  v.strictObject({ type: v.literal('ready'), lock: v.string() }),
  v.strictObject({ type: v.literal('sent'), id: count, bytes: count }),
  v.strictObject({
    type: v.literal('answered'),
    id: count,
    answer: v.strictObject({
      status: count,
      etag: v.nullable(v.string()),
      body: v.string(),
      retryAfterMs: v.exactOptional(v.number()),
    }),
  }),
  v.strictObject({ type: v.literal('failed'), id: count, error: plainErrorSchema }),
  v.strictObject({ type: v.literal('copied'), id: count, isOnClipboard: v.boolean() }),
]);
export type DeskReply = v.InferOutput<typeof deskReplySchema>;
