import { controlError } from '../../core/answer-errors.ts';
import { UploadError } from '../../core/upload-error.ts';
import type { Destination } from '../ports.ts';
import { createFakeProvider, FAKE_API_KEY, type FakeProvider, type Refusal } from './fake-provider.ts';

const ORIGIN = 'https://api.fake.example';

export interface FakeDestinationOptions {
  /** Several destinations over one provider see the same uploads. */
  readonly provider?: FakeProvider;
  readonly apiKey?: string;
  /** Calls get no answer until they are aborted. */
  readonly isSilent?: boolean;
}

/** One provider's control calls, answered from memory. */
export function createFakeDestination(options: FakeDestinationOptions = {}): Destination {
  const { provider = createFakeProvider(), apiKey = FAKE_API_KEY, isSilent = false } = options;

  /** Carries out a call one microtask later; what is aborted by then is not carried out. */
  async function call<T>(step: string, signal: AbortSignal, work: () => T | Refusal): Promise<T> {
    await Promise.resolve();
    if (signal.aborted) throw cancelled(step);
    if (isSilent) {
      return await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(cancelled(step)));
      });
    }
    const answer = apiKey === FAKE_API_KEY ? work() : { status: 400, error: 'Invalid API key' };
    if (isRefusal(answer)) {
      const { status, ...words } = answer;
      throw controlError({ step, status, body: JSON.stringify(words), origin: ORIGIN });
    }
    return answer;
  }

  return {
    start: (file, _store, signal) =>
      call('start', signal, () => {
        const uploadId = provider.start(file);
        if (typeof uploadId !== 'string') return uploadId;
        const session = { uri: `/bucket/${file.name}`, uploadId, region: 'nowhere-1', locationUrl: ORIGIN };
        return file.wantsChunks ? { ...session, isIntelligent: true } : session;
      }),
    signPart: ({ uploadId }, _store, part, signal) =>
      call('upload', signal, () => provider.sign(uploadId, part)),
    signChunk: ({ uploadId }, _store, chunk, signal) =>
      call('upload', signal, () => provider.signChunk(uploadId, chunk)),
    commitPart: ({ uploadId }, file, _store, partNumber, signal) =>
      call('commit', signal, () => provider.commit(uploadId, file, partNumber)),
    complete: ({ uploadId }, file, _store, parts, signal) =>
      call('complete', signal, () => provider.complete(uploadId, file, parts)),
    abort: ({ uploadId }, signal) => call('abort', signal, () => provider.abort(uploadId)),
    remove: ({ handle }, signal) => call('remove', signal, () => provider.remove(handle)),
  };
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

function cancelled(step: string): UploadError {
  return new UploadError('cancelled', `${step} was cancelled`, { step });
}
