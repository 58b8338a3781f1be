import { fromPlainError } from '../core/upload-error.ts';
import type { Transport } from '../engine/ports.ts';
import type { OpenLine } from './offscreen-line.ts';
import { putCancelled, putFailed } from './put-outcome.ts';

/** PUTs through the desk of an offscreen document; by `fallback` when there is none to be had. */
export function createOffscreenTransport(openLine: OpenLine, fallback: Transport): Transport {
  return {
    warmUp: () => void openLine(),
    async put(put, body, stallLimitMs, signal, onSent) {
      const line = await openLine();
      if (line === undefined) return await fallback.put(put, body, stallLimitMs, signal, onSent);
      if (signal.aborted) throw putCancelled(signal.reason);
      const { url, headers } = put;
      return await new Promise((resolve, reject) => {
        const asked = line.ask({ type: 'put', url, headers, body, stallLimitMs }, (hearing) => {
          if (hearing.type === 'sent') {
            onSent?.(hearing.bytes);
            return;
          }
          end();
          if (hearing.type === 'answered') resolve(hearing.answer);
          else if (hearing.type === 'failed') reject(fromPlainError(hearing.error));
          else reject(putFailed('network', new URL(url).origin));
        });
        signal.addEventListener('abort', cancel);

        function end(): void {
          asked.hangUp();
          signal.removeEventListener('abort', cancel);
        }
        function cancel(): void {
          asked.cancel();
          end();
          reject(putCancelled(signal.reason));
        }
      });
    },
  };
}
