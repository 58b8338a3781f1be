import type { PlainError } from '../lib/core/upload-error.ts';
import { errorText } from '../lib/ui/error-text.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { AllowHostButton } from './allow-host-button.tsx';
import { CopyText } from './copy-text.tsx';

interface ProofFailureProps {
  readonly error: PlainError;
  /** What to do, where that is known better than by the error. */
  readonly action: MessageKey | undefined;
  readonly startCommand?: string;
}

/** Why a step of a proof has failed, and what to do next. The server's words are only ever text. */
export function ProofFailure({ error, action, startCommand }: ProofFailureProps) {
  const text = errorText(error);
  const { origin } = error.details;
  // A host that is allowed hides nothing from us, whatever its CORS rules say.
  const isHidden = error.code === 'network' || error.code === 'etag-hidden';
  return (
    <div class="upload-error">
      <p>{text.cause}</p>
      {text.serverText !== undefined && (
        <p>
          {t('serverSaid')} <bdi>{text.serverText}</bdi>
        </p>
      )}
      <p class="error-action">{startCommand ? t('proofDoStart') : action ? t(action) : text.action}</p>
      {startCommand !== undefined && <CopyText text={startCommand} label="copyCommand" />}
      {isHidden && origin !== undefined && (
        <AllowHostButton origin={origin} label="allowHost" onAsk={() => undefined} />
      )}
    </div>
  );
}
