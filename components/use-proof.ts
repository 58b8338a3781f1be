import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProofResult, ProofStep, UploadProof } from '../lib/core/upload-proof.ts';
import type { Profile } from '../lib/protocol/profile.ts';

/** What of a profile an upload is made with. */
export type ProvedAccount = Pick<Profile, 'apiKey' | 'policy' | 'signature' | 'apiUrl' | 'store'>;

/** Makes a test upload and tells what it proves. Rejects when it was cancelled. */
export type ProveAccount = (
  account: ProvedAccount,
  report: (step: ProofStep, result: ProofResult) => void,
  signal: AbortSignal,
) => Promise<void>;

/** A test that was begun. */
export interface ShownProof {
  readonly account: ProvedAccount;
  readonly proof: UploadProof;
  readonly isRunning: boolean;
}

/** One test upload at a time: a new one takes the place of the one before, and leaving the page ends it. */
export function useProof(prove: ProveAccount): {
  readonly shown: ShownProof | undefined;
  /** @returns what was proved; undefined when it was cancelled */
  run(account: ProvedAccount): Promise<UploadProof | undefined>;
} {
  const [shown, setShown] = useState<ShownProof>();
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);

  async function run(account: ProvedAccount): Promise<UploadProof | undefined> {
    underWay.current?.abort();
    const own = new AbortController();
    underWay.current = own;
    let proof: UploadProof = {};
    const show = (isRunning: boolean) => {
      if (underWay.current === own) setShown({ account, proof, isRunning });
    };
    show(true);
    try {
      await prove(
        account,
        (step, result) => {
          proof = { ...proof, [step]: result };
          show(true);
        },
        own.signal,
      );
    } catch {
      show(false);
      return undefined;
    }
    show(false);
    return own.signal.aborted ? undefined : proof;
  }

  return { shown, run };
}
