import { useCallback, useMemo } from 'preact/hooks';
import type { Refusal } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { type Choice, joinChoices } from '../lib/ui/choice.ts';
import { namePasted } from '../lib/ui/name-pasted.ts';
import { type AddressText, readAddress } from '../lib/ui/read-address.ts';
import { refusalText } from '../lib/ui/reply-text.ts';
import { type AskThumbnail, createThumbnailAsker } from '../lib/ui/thumbnail-asker.ts';
import type { Transfer } from '../lib/ui/transfer.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { walkFolders } from '../lib/ui/walk-folders.ts';
import { AddressForm } from './address-form.tsx';
import { Announcer } from './announcer.tsx';
import { AutomaticCopy } from './automatic-copy.tsx';
import { Brand } from './brand.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FileChooser } from './file-chooser.tsx';
import { HandOverNotes } from './hand-over-notes.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { LimitChoice } from './limit-choice.tsx';
import { Notices } from './notices.tsx';
import { TargetChoice } from './target-choice.tsx';
import type { UploadActions } from './upload-actions.tsx';
import { ThumbnailContext } from './upload-thumbnail.tsx';
import { Uploads } from './uploads.tsx';
import { useConfirmation } from './use-confirmation.ts';
import { useHandOver } from './use-hand-over.ts';
import { useSnapshot } from './use-snapshot.ts';
import { useTarget } from './use-target.ts';
import { type Gesture, useTransfers } from './use-transfers.ts';
import { useWantedUpload, type WantedUpload } from './use-wanted-upload.ts';

const addressFaults: Readonly<Record<Exclude<AddressText['kind'], 'address'>, MessageKey>> = {
  several: 'addressSeveral',
  none: 'addressNone',
};

/** Rows come on screen together. */
const THUMBNAILS_TOGETHER_MS = 30;

interface UploadsAppProps {
  readonly client: BackgroundClient;
  readonly isPrivateWindow: boolean;
  /** Whether there is room for a search and for what is done with many uploads at once. */
  readonly hasTools: boolean;
  onOpenOptions(): void;
  /** Asks the browser for the host of an address, in the event that named it. The same between renders. */
  onAskFor(url: string): void;
  /** Absent where the content is a page of its own already. */
  readonly onOpenInTab?: () => void;
  /** Offers the pictures of the page behind; absent where there is none. */
  readonly onOpenPicker?: () => void;
  /** The same between renders. */
  readonly wanted?: WantedUpload;
}

/** Files in, uploads below: the whole content of the popup and of the uploads page. */
export function UploadsApp({
  client,
  isPrivateWindow,
  hasTools,
  onOpenOptions,
  onAskFor,
  onOpenInTab,
  onOpenPicker,
  wanted,
}: UploadsAppProps) {
  useWantedUpload(wanted);
  const { alerts, progress, begin, say, take, give } = useHandOver(client);
  const sayRefusal = useCallback((refusal: Refusal, name: string) => say(refusalText(refusal, name)), [say]);
  const { snapshot, isLate } = useSnapshot(client, sayRefusal);

  const target = useTarget(snapshot);
  const { latest } = target;
  const { ask, texts: asked, answer } = useConfirmation(snapshot, target.place);
  const offer = useCallback(
    (choice: Choice) => {
      // As it is shown in this moment, however long the person takes to confirm it.
      const chosen = latest();
      if (chosen === undefined) {
        say(t('targetFolderUnusable'));
        return;
      }
      ask(
        choice.files.map(({ file }) => file),
        () => void take(choice, chosen),
      );
    },
    [ask, take, latest, say],
  );
  const choose = useCallback(
    (choice: Choice) => {
      begin();
      offer(choice);
    },
    [begin, offer],
  );
  const fetchAddress = useCallback(
    async (text: string): Promise<boolean> => {
      const address = readAddress(text);
      begin(...(address.kind === 'address' ? [] : [t(addressFaults[address.kind])]));
      if (address.kind !== 'address') return false;
      const { url } = address;
      const chosen = latest();
      if (chosen === undefined) {
        say(t('targetFolderUnusable'));
        return false;
      }
      // In the event itself: browsers ask only then.
      onAskFor(url);
      return await give(url, () => client.send({ type: 'add-address', url, ...chosen }));
    },
    [client, begin, give, onAskFor, latest, say],
  );
  const bring = useCallback(
    async (transfer: Transfer, gesture: Gesture) => {
      begin();
      if (transfer.kind === 'text') {
        void fetchAddress(transfer.text);
        return;
      }
      const pieces = [gesture === 'paste' ? namePasted(transfer.choice, new Date()) : transfer.choice];
      // Without folders in the event itself, since the page may be closed; with them once all is known that there is.
      if (transfer.folders.length > 0) {
        for await (const piece of walkFolders(transfer.folders)) pieces.push(piece);
      }
      offer(joinChoices(pieces));
    },
    [begin, offer, fetchAddress],
  );
  const isOver = useTransfers(bring);

  const actions = useMemo<UploadActions>(
    () => ({
      onCommand: ({ id }, command) => void client.send({ type: 'command-job', jobId: id, command }),
      onRemove: ({ id }) => void client.send({ type: 'remove-job', jobId: id }),
      onFileAgain({ id }, file) {
        begin();
        void give(file.name, () => client.attachFile(id, file));
      },
      onAgain({ id, name }, file) {
        begin();
        void give(file?.name ?? name, () =>
          file === undefined
            ? client.send({ type: 'upload-again', jobId: id })
            : client.uploadAgain(id, file),
        );
      },
      onAllow: ({ id }, origin) => void client.send({ type: 'retry-when-allowed', jobId: id, origin }),
      onOpenOptions,
    }),
    [client, begin, give, onOpenOptions],
  );

  const askThumbnail = useMemo(() => thumbnailsOf(client), [client]);

  return (
    <>
      <header>
        <Brand />
        <div class="header-actions">
          {onOpenPicker !== undefined && (
            <button type="button" class="quiet" onClick={onOpenPicker}>
              <Icon name="images" />
              {t('openPicker')}
            </button>
          )}
          {onOpenInTab !== undefined && (
            <IconButton icon="appWindow" label={t('openInTab')} onClick={onOpenInTab} />
          )}
          <IconButton icon="settings" label={t('openOptions')} onClick={onOpenOptions} />
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
        {/* Has its room before there is something in it, so that no button moves away from under a pointer. */}
        <div class="target-slot">
          {snapshot !== undefined && target.profile !== undefined && (
            <TargetChoice
              profiles={snapshot.profiles}
              profile={target.profile}
              draft={target.draft}
              onChange={target.onChange}
            />
          )}
        </div>
        <FileChooser isOver={isOver} onChoice={choose} />
        {asked !== undefined && <ConfirmDialog {...asked} onAnswer={answer} />}
        <div class="chooser-more">
          <AddressForm onAddress={fetchAddress} />
          {snapshot !== undefined && (
            <LimitChoice
              limit={snapshot.bandwidthLimit}
              onChoose={(bytesPerSecond) => void client.send({ type: 'set-bandwidth-limit', bytesPerSecond })}
            />
          )}
        </div>
        <HandOverNotes alerts={alerts} progress={progress} />
        {snapshot !== undefined && (
          <ThumbnailContext.Provider value={askThumbnail}>
            <Uploads client={client} snapshot={snapshot} actions={actions} hasTools={hasTools} />
          </ThumbnailContext.Provider>
        )}
        <Announcer jobs={snapshot?.jobs} />
        <AutomaticCopy snapshot={snapshot} />
      </main>
    </>
  );
}

function thumbnailsOf(client: BackgroundClient): AskThumbnail {
  return createThumbnailAsker(
    async (jobIds) => {
      const reply = await client.send({ type: 'thumbnails', jobIds: [...jobIds] });
      return reply.kind === 'thumbnails' ? reply.thumbnails : [];
    },
    (callback) => void setTimeout(callback, THUMBNAILS_TOGETHER_MS),
  );
}
