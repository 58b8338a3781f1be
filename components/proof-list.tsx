import type { StoreOptions } from '../lib/core/store-options.ts';
import { type ProofResult, type ProofStep, proofSteps, type UploadProof } from '../lib/core/upload-proof.ts';
import {
  type ProofMark,
  proofMarkKeys,
  proofStepKeys,
  remedyText,
  skipKey,
  stepActionKey,
} from '../lib/ui/proof-text.ts';
import { t } from '../lib/ui/translate.ts';
import { CopyText } from './copy-text.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { ProofFailure } from './proof-failure.tsx';

interface ProofListProps {
  readonly proof: UploadProof;
  readonly isRunning: boolean;
  /** What was tested, for what there is to copy. */
  readonly account: { readonly policy: string; readonly store: StoreOptions };
  /** Starts the server that is looked for, where a person can do that. */
  readonly startCommand?: string;
  nowMs(): number;
}

const markIcons: Readonly<Record<ProofMark, IconName>> = {
  proved: 'circleCheck',
  failed: 'circleX',
  skipped: 'info',
  running: 'clock',
  waiting: 'ellipsis',
};

/** What a test upload has proved so far, step by step, and what to do where something failed. Read out as it grows. */
export function ProofList({ proof, isRunning, account, startCommand, nowMs }: ProofListProps) {
  const next = isRunning ? proofSteps.find((step) => proof[step] === undefined) : undefined;
  /** What the reader has to copy is shown once, at the first step that wants it. */
  const shown = new Set<string>();
  function copied(result: ProofResult | undefined): string | undefined {
    if (result === undefined || result.kind === 'proved' || result.remedy === undefined) return undefined;
    const text = remedyText(result.remedy, account, nowMs());
    if (shown.has(text)) return undefined;
    shown.add(text);
    return text;
  }

  return (
    <ol class="proof" aria-label={t('proofTitle')} aria-live="polite">
      {proofSteps.map((step) => {
        const result = proof[step];
        const mark = result?.kind ?? (step === next ? 'running' : 'waiting');
        const text = copied(result);
        const isOfCors = result?.kind === 'failed' && result.remedy?.kind === 'cors';
        return (
          <li key={step} data-step={step} data-mark={mark}>
            <Icon name={markIcons[mark]} />
            <div>
              <p>
                {t(proofStepKeys[step])} <span class="proof-mark">{t(proofMarkKeys[mark])}</span>
              </p>
              {result !== undefined && <Detail step={step} result={result} startCommand={startCommand} />}
              {text !== undefined && (
                <CopyText text={text} label={isOfCors ? 'copyCors' : 'copyPolicyJson'} />
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Detail({
  step,
  result,
  startCommand,
}: {
  readonly step: ProofStep;
  readonly result: ProofResult;
  readonly startCommand: string | undefined;
}) {
  if (result.kind === 'skipped') {
    const key = skipKey(step, result.why);
    return key === undefined ? null : <p class="hint">{t(key)}</p>;
  }
  if (result.kind !== 'failed') return null;
  const canStart = startCommand !== undefined && step === 'reachable' && result.error.code === 'network';
  return (
    <ProofFailure
      error={result.error}
      action={stepActionKey(step, result)}
      {...(canStart && { startCommand })}
    />
  );
}
