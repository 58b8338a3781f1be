import type { Transport } from '../../lib/engine/ports.ts';
import type { ContractPage } from './contract-page.ts';
import { toPlain } from './page-shelf.ts';

/** A transport of a page, to which aborts are passed on. */
export function createPageTransport({ call }: Pick<ContractPage, 'call'>, kind: 'fetch' | 'xhr'): Transport {
  return {
    async put(put, body, stallLimitMs, signal, onSent) {
      const id = crypto.randomUUID();
      if (signal.aborted) await call('abortPut', id);
      signal.addEventListener('abort', () => void call('abortPut', id));
      const plain = await toPlain(new Blob([body]));
      const { answer, sent } = await call('putPart', kind, id, put, plain, stallLimitMs);
      for (const bytes of sent) onSent?.(bytes);
      return answer;
    },
  };
}
