import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';

/** A complete with 10,000 listed parts takes 660 KB. */
export const MAX_BODY_BYTES = 1024 * 1024;

export interface BodyLimits {
  readonly maxBytes: number;
  /** The longest silence of the sender. */
  readonly stallMs: number;
  /** The longest time for the whole body. */
  readonly totalMs: number;
}

export const controlBodyLimits: BodyLimits = { maxBytes: MAX_BODY_BYTES, stallMs: 20_000, totalMs: 60_000 };

/** Reads a whole request body within limits: 413 when too large, 408 when too slow, 400 when cut. */
export function readBody(request: IncomingMessage, limits: BodyLimits = controlBodyLimits): Promise<Buffer> {
  const tooLarge = () =>
    new GatewayError(413, `The body is larger than ${limits.maxBytes} bytes`, { Connection: 'close' });
  const tooSlow = () => new GatewayError(408, 'The body came too slowly', { Connection: 'close' });
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) {
      reject(tooLarge());
      return;
    }
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    const fail = (error: Error): void => {
      settle();
      request.pause();
      reject(error);
    };
    const onData = (piece: Buffer): void => {
      sizeBytes += piece.length;
      stall.refresh();
      if (sizeBytes > limits.maxBytes) fail(tooLarge());
      else pieces.push(piece);
    };
    const onEnd = (): void => {
      settle();
      resolve(Buffer.concat(pieces));
    };
    const onClose = (): void => fail(new GatewayError(400, 'The body was cut'));
    const stall = setTimeout(() => fail(tooSlow()), limits.stallMs);
    const total = setTimeout(() => fail(tooSlow()), limits.totalMs);
    function settle(): void {
      clearTimeout(stall);
      clearTimeout(total);
      request.off('data', onData).off('end', onEnd).off('close', onClose);
    }
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
