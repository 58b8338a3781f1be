import { useCallback, useState } from 'preact/hooks';
import type { JobId } from '../lib/core/job.ts';
import type { Refusal, Reply } from '../lib/protocol/messages.ts';
import type { PolicyWarning } from '../lib/protocol/policy-warnings.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { FileChooser } from './file-chooser.tsx';
import { LimitChoice } from './limit-choice.tsx';
import { Notices } from './notices.tsx';
import { UploadRow } from './upload-row.tsx';
import type { Choice } from './use-file-drop.ts';
import { useSnapshot } from './use-snapshot.ts';

const refusalKeys: Readonly<Record<Refusal, MessageKey>> = {
  'no-api-key': 'refusedNoApiKey',
  'empty-file': 'refusedEmptyFile',
  'file-too-large': 'refusedTooLarge',
  'not-allowed': 'refusedOther',
  'bad-request': 'refusedOther',
  'other-file': 'errorOtherFile',
  unavailable: 'refusedUnavailable',
  'changed-file': 'errorChangedFile',
  'unreadable-file': 'refusedUnreadable',
  'missing-file': 'refusedMissing',
  failed: 'refusedOther',
};

const warningKeys: Readonly<Record<PolicyWarning, MessageKey>> = {
  'policy-expired': 'warnPolicyExpired',
  'policy-no-upload': 'warnPolicyNoUpload',
  'policy-too-large': 'warnPolicyTooLarge',
  'policy-too-small': 'warnPolicyTooSmall',
  'policy-other-path': 'warnPolicyOtherPath',
  'policy-other-container': 'warnPolicyOtherContainer',
};

/** What a person should hear about a file that was handed over. */
function textsAbout(name: string, reply: Reply): readonly string[] {
  if (reply.kind === 'already') return [t('alreadyUploading', name)];
  if (reply.kind === 'refused') return [t(refusalKeys[reply.refusal], name)];
  return reply.kind === 'added' ? reply.warnings.map((warning) => t(warningKeys[warning], name)) : [];
}

interface UploadsAppProps {
  readonly client: BackgroundClient;
  readonly isPrivateWindow: boolean;
  onOpenOptions(): void;
  /** Absent where the content is a page of its own already. */
  readonly onOpenInTab?: () => void;
}

/** Files in, uploads below: the whole content of the popup and of the uploads page. */
export function UploadsApp({ client, isPrivateWindow, onOpenOptions, onOpenInTab }: UploadsAppProps) {
  const [alerts, setAlerts] = useState<readonly string[]>([]);
  const addRefusal = useCallback(
    (refusal: Refusal, name: string) => setAlerts((texts) => [...texts, t(refusalKeys[refusal], name)]),
    [],
  );
  const { snapshot, isLate } = useSnapshot(client, addRefusal);

  const handOver = useCallback(
    async (files: readonly File[], give: (file: File) => ReturnType<typeof client.addFile>) => {
      const replies = await Promise.all(
        files.map((file) => give(file).catch((): Reply => ({ kind: 'refused', refusal: 'failed' }))),
      );
      return replies.flatMap((reply, index) => textsAbout(files[index]?.name ?? '', reply));
    },
    [],
  );
  const addFiles = useCallback(
    async ({ files, folders }: Choice) => {
      const texts = await handOver(files, client.addFile);
      // One about the policy is the same for every file.
      setAlerts([...new Set([...folders.map((name) => t('refusedFolder', name)), ...texts])]);
    },
    [client, handOver],
  );
  const giveAgain = async (id: JobId, file: File) =>
    setAlerts(await handOver([file], () => client.attachFile(id, file)));

  const newestFirst = [...(snapshot?.jobs ?? [])].sort((a, b) => b.createdAtMs - a.createdAtMs);
  return (
    <>
      <header>
        <h1>{t('extensionName')}</h1>
        <div class="header-actions">
          {onOpenInTab !== undefined && (
            <button type="button" onClick={onOpenInTab}>
              {t('openInTab')}
            </button>
          )}
          <button type="button" onClick={onOpenOptions}>
            {t('openOptions')}
          </button>
        </div>
      </header>
      <main>
        {isPrivateWindow && (
          <p class="notice" role="note">
            {t('privateWindow')}
          </p>
        )}
        {isLate && <p class="notice">{t('listLate')}</p>}
        {snapshot !== undefined && (
          <Notices
            snapshot={snapshot}
            onOpenOptions={onOpenOptions}
            onHistoryLossSeen={() => void client.send({ type: 'history-loss-seen' })}
          />
        )}
        <FileChooser onFiles={addFiles} />
        <div role="alert" class="refusals">
          {alerts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {snapshot !== undefined && (
          <LimitChoice
            limit={snapshot.bandwidthLimit}
            onChoose={(bytesPerSecond) => void client.send({ type: 'set-bandwidth-limit', bytesPerSecond })}
          />
        )}
        {snapshot?.jobs.length === 0 && <p class="empty">{t('noUploads')}</p>}
        <ul aria-label={t('uploads')} class="uploads">
          {newestFirst.map((job) => (
            <UploadRow
              key={job.id}
              job={job}
              onCommand={({ id }, command) => void client.send({ type: 'command-job', jobId: id, command })}
              onRemove={({ id }) => void client.send({ type: 'remove-job', jobId: id })}
              onFileAgain={({ id }, file) => void giveAgain(id, file)}
              onAllow={({ id }, origin) =>
                void client.send({ type: 'retry-when-allowed', jobId: id, origin })
              }
            />
          ))}
        </ul>
        {snapshot?.hasOlder && (
          <button type="button" onClick={() => void client.send({ type: 'show-older' })}>
            {t('showOlder')}
          </button>
        )}
      </main>
    </>
  );
}
