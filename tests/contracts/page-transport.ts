import type { Transport } from '../../lib/engine/ports.ts';
import type { ContractPage } from './contract-page.ts';
import { toPlain } from './page-shelf.ts';

/** The transport of a page, to which aborts are passed on. */
export function createPageTransport({ call }: Pick<ContractPage, 'call'>): Transport {
  return {
    async put(put, body, stallLimitMs, signal) {
      const id = crypto.randomUUID();
      if (signal.aborted) await call('abortPut', id);
      signal.addEventListener('abort', () => void call('abortPut', id));
      return await call('putPart', id, put, await toPlain(new Blob([body])), stallLimitMs);
    },
  };
}
