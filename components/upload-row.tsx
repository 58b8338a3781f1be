import type { ComponentChildren } from 'preact';
import { isFinal } from '../lib/core/job.ts';
import { linkOf } from '../lib/core/stored-link.ts';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { isForOptions } from '../lib/ui/error-keys.ts';
import { formatBytes } from '../lib/ui/format-bytes.ts';
import { stateText } from '../lib/ui/state-text.ts';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { AgainButton } from './again-button.tsx';
import { AllowHostButton } from './allow-host-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { IconLink } from './icon-link.tsx';
import { ProfileTag } from './profile-tag.tsx';
import { RowNotes } from './row-notes.tsx';
import { StoredLink } from './stored-link.tsx';
import { CommandButtons, type UploadActions } from './upload-actions.tsx';
import { UploadProgress } from './upload-progress.tsx';
import { UploadState } from './upload-state.tsx';
import { UploadThumbnail } from './upload-thumbnail.tsx';

interface UploadRowProps {
  readonly job: JobView;
  readonly links: LinkSettings;
  /** Selects the row. */
  readonly box?: ComponentChildren;
}

/**
 * One upload. `data-job`, `data-state`, `data-reason` while waiting, `data-url` once stored and `data-removal` are for
 * scripts and stay as they are. Names and server texts are foreign: they are only ever text.
 */
export function UploadRow({ job, links, box, ...actions }: UploadRowProps & UploadActions) {
  const url = job.link;
  const known = job.waiting?.known;
  const knownUrl = known && linkOf(known);
  const blockedOrigin = originToAllow(job);
  return (
    <li
      class="upload"
      tabIndex={-1}
      data-job={job.id}
      data-state={job.state}
      data-reason={job.waiting?.reason}
      data-url={url}
      data-removal={job.removal?.stage}
    >
      <div class="upload-head">
        {box}
        <UploadThumbnail job={job} />
        <div class="upload-title">
          <bdi class="upload-name">{visibleName((job.folder ?? '') + job.name)}</bdi>
          <span class="upload-size">{job.sizeBytes > 0 && formatBytes(job.sizeBytes)}</span>
          <UploadState job={job} />
        </div>
      </div>
      {!isFinal(job.state) && <UploadProgress job={job} />}
      {(job.canRemove || job.removal !== undefined) && (
        <span role="status" class="only-heard">
          {job.removal !== undefined && stateText(job)}
        </span>
      )}
      <ProfileTag id={job.profile} />
      <RowNotes job={job} onFileAgain={actions.onFileAgain} />
      {url !== undefined && <bdi class="upload-link">{url}</bdi>}
      {job.file !== undefined && linkOf(job.file) === undefined && (
        <p class="upload-note">
          {t('linkNotGiven')} <bdi>{visibleName(job.file.url)}</bdi>
        </p>
      )}
      <div class="upload-actions">
        {url !== undefined && <StoredLink url={url} job={job} links={links} />}
        {knownUrl !== undefined && <CopyButton text={knownUrl} />}
        {blockedOrigin !== undefined && (
          <AllowHostButton
            origin={blockedOrigin}
            label={job.webOrigin === undefined ? 'allowHost' : 'allowHostAndRetry'}
            onAsk={() => actions.onAllow(job, blockedOrigin)}
          />
        )}
        {job.error !== undefined && isForOptions(job.error) && (
          <button
            type="button"
            class={isNextStep(job, blockedOrigin) ? 'primary' : undefined}
            onClick={actions.onOpenOptions}
          >
            <Icon name="settings" />
            {t('openOptionsNow')}
          </button>
        )}
        {job.pageUrl !== undefined && isFinal(job.state) && (
          <IconLink icon="globe" label={t('showPage')} href={job.pageUrl} />
        )}
        <AgainButton job={job} onAgain={actions.onAgain} />
        <CommandButtons job={job} {...actions} />
      </div>
    </li>
  );
}

/** Whether the options are what helps first: nothing else of the row stands out then. */
function isNextStep({ link, waiting }: JobView, blockedOrigin: string | undefined): boolean {
  return link === undefined && blockedOrigin === undefined && waiting?.untilMs === undefined;
}

/** The origin whose permission may cure an error: without it a page sees only what CORS rules let through. */
function originToAllow({ error, state, webOrigin, note }: JobView): string | undefined {
  if (webOrigin !== undefined && (note === 'screen-crop' || mayBeHad(error))) return webOrigin;
  const mayHelp = error?.code === 'etag-hidden' || error?.code === 'network';
  return mayHelp && (state === 'failed' || state === 'waiting') ? error.details.origin : undefined;
}

/** Whether a picture can be had once its host is allowed. */
function mayBeHad(error: JobView['error']): boolean {
  const { capture } = error?.details ?? {};
  return capture === 'elsewhere' || capture === 'unreachable' || capture === 'page-gone';
}
