import type { StoredFile } from '../core/job.ts';
import { refusedStep } from '../core/refused-step.ts';
import { UploadError } from '../core/upload-error.ts';
import { type ProofResult, type ProofStep, proofSteps } from '../core/upload-proof.ts';
import { checkedEtag, withMd5 } from './checked-put.ts';
import { digestBytes } from './part-digest.ts';
import type { Clock } from './ports.ts';
import { failedStep, proofError } from './proof-failure.ts';
import { type ProofFile, proofFile } from './proof-file.ts';
import type { ProofPorts, ProofRequest } from './proof-ports.ts';
import { proveReadable, proveRemoval } from './prove-stored-file.ts';

export type ReportProof = (step: ProofStep, result: ProofResult) => void;

/** The bytes are few: a store that takes longer than this to answer will not answer. */
const PUT_LIMIT_MS = 30_000;
/** How long a provider may assemble a few bytes, and how often it is asked. */
const MOST_ASKS = 15;
const ASK_EVERY_MS = 2_000;

const proved: ProofResult = { kind: 'proved' };

/**
 * Uploads a file of a few bytes to a destination, reads it and removes it again, without a journal, and reports what that
 * proves: each step once, in their order. Nothing is retried: a person waits for the answer and can ask again.
 * Rejects with `cancelled` only.
 */
export async function proveUpload(
  ports: ProofPorts,
  request: ProofRequest,
  report: ReportProof,
  signal: AbortSignal,
): Promise<void> {
  const reported = new Set<ProofStep>();
  const tell: ReportProof = (step, result) => {
    reported.add(step);
    report(step, result);
  };
  const file = proofFile(request.policy);
  const stored = await storeFile(ports, request, file, tell, signal);
  if (stored !== undefined) {
    tell('readable', await proveReadable(ports.readFile, request, stored, file.bytes, signal));
    tell('removed', await proveRemoval(ports.destination, request, stored, signal));
  }
  for (const step of proofSteps) if (!reported.has(step)) tell(step, { kind: 'skipped', why: 'earlier' });
}

/** Up to the stored file; nothing when that failed, which has been told then. */
async function storeFile(
  { destination, transport, clock }: ProofPorts,
  { store, policy }: ProofRequest,
  { bytes, facts: file }: ProofFile,
  tell: ReportProof,
  signal: AbortSignal,
): Promise<StoredFile | undefined> {
  const digest = await digestBytes(bytes.buffer);
  const part = { partNumber: 1, sizeBytes: bytes.length, md5: digest.base64 };
  /** What the next failure is about; that of `start` may be about several things. */
  let step: ProofStep | 'start' = 'start';
  try {
    const session = await destination.start(file, store, signal);
    tell('reachable', proved);
    tell('key', proved);
    step = 'allowed';
    const put = withMd5(await destination.signPart(session, store, part, signal), digest);
    tell('allowed', proved);
    step = 'etag';
    const answer = await transport.put(put, bytes.buffer, PUT_LIMIT_MS, signal);
    const etag = checkedEtag(answer, digest, new URL(put.url).origin);
    tell('etag', proved);
    step = 'readable';
    const parts = [{ ...part, etag }];
    return await assembled(() => destination.complete(session, file, store, parts, signal), clock);
  } catch (thrown) {
    const error = proofError(thrown);
    const failed = step === 'start' ? refusedStep(error, policy !== undefined) : step;
    // Who finds fault with the key has been reached, and who looks at the policy knows the key.
    if (step === 'start') {
      for (const known of proofSteps.slice(0, proofSteps.indexOf(failed))) tell(known, proved);
    }
    tell(failed, failedStep(failed, error));
    return undefined;
  }
}

/** The file, once the provider has assembled it. */
async function assembled(
  complete: () => Promise<StoredFile | 'pending'>,
  clock: Pick<Clock, 'schedule'>,
): Promise<StoredFile> {
  for (let asks = 1; asks <= MOST_ASKS; asks += 1) {
    const stored = await complete();
    if (stored !== 'pending') return stored;
    await new Promise<void>((resolve) => clock.schedule(ASK_EVERY_MS, resolve));
  }
  throw new UploadError('timeout', 'the test file was not assembled in time', { step: 'complete' });
}
