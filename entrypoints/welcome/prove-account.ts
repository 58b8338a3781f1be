import type { ProvedAccount } from '../../components/use-proof.ts';
import { createFilestackDestination } from '../../lib/destinations/filestack/filestack-destination.ts';
import { readStoredFile } from '../../lib/destinations/filestack/read-stored-file.ts';
import { proveUpload, type ReportProof } from '../../lib/engine/prove-upload.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { readPolicy } from '../../lib/protocol/policy.ts';

/** Makes a test upload to an account, in the page that asks for it: its key goes nowhere else. */
export async function proveAccount(
  { apiUrl, apiKey, policy, signature, store }: ProvedAccount,
  report: ReportProof,
  signal: AbortSignal,
): Promise<void> {
  const security = policy === '' ? undefined : { policy, signature };
  const read = security && readPolicy(security.policy).policy;
  await proveUpload(
    {
      destination: createFilestackDestination({ apiUrl, apiKey, ...(security && { security }) }),
      transport: createFetchTransport(),
      readFile: (file, reading) => readStoredFile(file, security, reading),
      clock: systemClock,
    },
    { store, ...(read && { policy: read }) },
    report,
    signal,
  );
}
