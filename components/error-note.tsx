import type { PlainError } from '../lib/core/upload-error.ts';
import type { ErrorOutlook } from '../lib/ui/error-outlook.ts';
import { errorText } from '../lib/ui/error-text.ts';
import { t } from '../lib/ui/translate.ts';

interface ErrorNoteProps {
  readonly error: PlainError;
  readonly outlook: ErrorOutlook;
}

/** What went wrong with an upload, why, and what to do next. The server's words are only ever text. */
export function ErrorNote({ error, outlook }: ErrorNoteProps) {
  const { title, cause, action, serverText } = errorText(error, outlook);
  return (
    <div class="upload-error">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{cause}</p>
      {serverText !== undefined && (
        <p>
          {t('serverSaid')} <bdi>{serverText}</bdi>
        </p>
      )}
      <p class="error-action">{action}</p>
    </div>
  );
}
