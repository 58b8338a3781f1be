import { isFinal } from '../lib/core/job.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { isWebLink } from '../lib/protocol/origins.ts';
import { errorText } from '../lib/ui/error-text.ts';
import { formatBytes } from '../lib/ui/format-bytes.ts';
import { stateText } from '../lib/ui/state-text.ts';
import { t } from '../lib/ui/translate.ts';
import { AllowHostButton } from './allow-host-button.tsx';
import { CopyButton } from './copy-button.tsx';

/** What a person can do with an upload. */
export interface UploadActions {
  onRetry(job: JobView): void;
  onCancel(job: JobView): void;
  onRemove(job: JobView): void;
}

/**
 * One upload. `data-job`, `data-state` and, once stored, `data-url` are for scripts and stay as they are.
 * Names and server texts are foreign: they are only ever text.
 */
export function UploadRow({ job, ...actions }: { job: JobView } & UploadActions) {
  const url = job.file !== undefined && isWebLink(job.file.url) ? job.file.url : undefined;
  const blockedOrigin = job.canRetry ? originToAllow(job.error) : undefined;
  return (
    <li class="upload" data-job={job.id} data-state={job.state} data-url={url}>
      <div class="upload-head">
        <bdi class="upload-name">{job.name}</bdi>
        <span class="upload-size">{job.sizeBytes > 0 && formatBytes(job.sizeBytes)}</span>
      </div>
      {!isFinal(job.state) && (
        <progress
          aria-label={t('progressOf', job.name)}
          max={Math.max(job.sizeBytes, 1)}
          value={job.storedBytes}
        />
      )}
      <p class="upload-state">
        {stateText(job)}
        {job.retries > 0 && <span class="upload-retries">{t('retriesSoFar', String(job.retries))}</span>}
      </p>
      {job.error !== undefined && <ErrorNote error={job.error} />}
      {url !== undefined && (
        <a class="upload-link" href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      )}
      <div class="upload-actions">
        {url !== undefined && <CopyButton text={url} />}
        {blockedOrigin !== undefined && (
          <AllowHostButton origin={blockedOrigin} onAllowed={() => actions.onRetry(job)} />
        )}
        {job.canRetry && (
          <button type="button" onClick={() => actions.onRetry(job)}>
            {t('retry')}
          </button>
        )}
        {isFinal(job.state) ? (
          <button type="button" onClick={() => actions.onRemove(job)}>
            {t('remove')}
          </button>
        ) : (
          <button type="button" onClick={() => actions.onCancel(job)}>
            {t('cancel')}
          </button>
        )}
      </div>
    </li>
  );
}

/** The origin whose permission may cure an error: without it a page sees only what CORS rules let through. */
function originToAllow(error: JobView['error']): string | undefined {
  return error?.code === 'etag-hidden' || error?.code === 'network' ? error.details.origin : undefined;
}

function ErrorNote({ error }: { error: NonNullable<JobView['error']> }) {
  const { text, serverText } = errorText(error);
  return (
    <div class="upload-error">
      <p>{text}</p>
      {serverText !== undefined && (
        <p>
          <bdi>{serverText}</bdi>
        </p>
      )}
    </div>
  );
}
