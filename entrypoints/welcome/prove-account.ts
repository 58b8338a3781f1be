import type { ProvedAccount } from '../../components/use-proof.ts';
import { destinationOfAccount, securityOf } from '../../lib/destinations/filestack/account-destination.ts';
import { readStoredFile } from '../../lib/destinations/filestack/read-stored-file.ts';
import { proveUpload, type ReportProof } from '../../lib/engine/prove-upload.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { readPolicy } from '../../lib/protocol/policy.ts';

/** Makes a test upload to an account, in the page that asks for it: its key goes nowhere else. */
export async function proveAccount(
  account: ProvedAccount,
  report: ReportProof,
  signal: AbortSignal,
): Promise<void> {
  const security = securityOf(account);
  const read = security && readPolicy(security.policy).policy;
  await proveUpload(
    {
      destination: destinationOfAccount(account),
      transport: createFetchTransport(),
      readFile: (file, reading) => readStoredFile(file, security, reading),
      clock: systemClock,
    },
    { store: account.store, ...(read && { policy: read }) },
    report,
    signal,
  );
}
