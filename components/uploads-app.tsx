import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Refusal, Snapshot } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { FileChooser } from './file-chooser.tsx';
import { UploadRow } from './upload-row.tsx';

const refusalKeys: Readonly<Record<Refusal, MessageKey>> = {
  'no-api-key': 'refusedNoApiKey',
  'empty-file': 'refusedEmptyFile',
  'file-too-large': 'refusedTooLarge',
  'not-allowed': 'refusedOther',
  'bad-request': 'refusedOther',
  failed: 'refusedOther',
};

const emptySnapshot: Snapshot = { revision: 0, hasApiKey: true, jobs: [] };

/** Files in, uploads below: the popup's whole content. */
export function UploadsApp({ client, onOpenOptions }: { client: BackgroundClient; onOpenOptions(): void }) {
  const [snapshot, setSnapshot] = useState(emptySnapshot);
  const [refusedTexts, setRefusedTexts] = useState<readonly string[]>([]);
  useEffect(() => client.watch(setSnapshot), [client]);

  const addFiles = useCallback(
    async (files: readonly File[]) => {
      const replies = await Promise.all(files.map((file) => client.addFile(file)));
      setRefusedTexts(
        replies.flatMap((reply, index) =>
          reply.kind === 'refused' ? [t(refusalKeys[reply.refusal], files[index]?.name ?? '')] : [],
        ),
      );
    },
    [client],
  );

  const newestFirst = [...snapshot.jobs].sort((a, b) => b.createdAtMs - a.createdAtMs);
  return (
    <>
      <header>
        <h1>{t('extensionName')}</h1>
        <button type="button" onClick={onOpenOptions}>
          {t('openOptions')}
        </button>
      </header>
      <main>
        {!snapshot.hasApiKey && (
          <div class="notice">
            <p>{t('noApiKey')}</p>
            <button type="button" class="primary" onClick={onOpenOptions}>
              {t('enterApiKey')}
            </button>
          </div>
        )}
        <FileChooser onFiles={addFiles} />
        <div role="alert" class="refusals">
          {refusedTexts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {newestFirst.length === 0 && <p class="empty">{t('noUploads')}</p>}
        <ul aria-label={t('uploads')} class="uploads">
          {newestFirst.map((job) => (
            <UploadRow
              key={job.id}
              job={job}
              onRetry={({ id }) => void client.send({ type: 'retry-job', jobId: id })}
              onCancel={({ id }) => void client.send({ type: 'cancel-job', jobId: id })}
              onRemove={({ id }) => void client.send({ type: 'remove-job', jobId: id })}
            />
          ))}
        </ul>
      </main>
    </>
  );
}
