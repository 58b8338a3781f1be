import { useContext, useMemo, useState } from 'preact/hooks';
import type { JobId } from '../lib/core/job.ts';
import type { ProfileId } from '../lib/core/profile.ts';
import type { JobView, Snapshot } from '../lib/protocol/messages.ts';
import type { PagePicture, PickedPicture } from '../lib/protocol/page-pictures.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { keyOf } from '../lib/ui/picker-source.ts';
import { t } from '../lib/ui/translate.ts';
import { PermissionsContext } from './permissions-context.ts';
import { usePickedJobs } from './use-picked-jobs.ts';

/** The uploads of pictures that were picked here. */
export function usePictureUploads(
  client: Pick<BackgroundClient, 'send'>,
  snapshot: Snapshot | undefined,
  select: (keys: readonly string[], isSelected: boolean) => void,
  say: (text: string) => void,
): {
  /** How many were begun. */
  readonly begun: number;
  jobOf(picture: PagePicture): JobView | undefined;
  /** To be called in a click. What can't be begun is selected again. */
  upload(pictures: readonly PagePicture[], profile: ProfileId | undefined): Promise<void>;
} {
  const permissions = useContext(PermissionsContext);
  const [jobIds, setJobIds] = useState<ReadonlyMap<string, JobId>>(new Map());
  const jobs = usePickedJobs(
    snapshot,
    useMemo(() => [...jobIds.values()], [jobIds]),
  );

  async function upload(pictures: readonly PagePicture[], profile: ProfileId | undefined): Promise<void> {
    const keys = pictures.map(keyOf);
    // First and without waiting: the browser asks only while the click lasts. What is not allowed is uploaded as it can be had.
    const answer = permissions.askAll([...new Set(pictures.flatMap(({ otherSites }) => otherSites))]);
    // A second click, while the browser asks and the background works, uploads nothing twice.
    select(keys, false);
    await answer.catch(() => false);
    const reply = await client
      .send({
        type: 'add-pictures',
        pictures: pictures.map(picked),
        ...(profile !== undefined && { profile }),
      })
      .catch(() => undefined);
    const ids = reply?.kind === 'pictures-added' ? reply.jobIds : [];
    const outcomes = keys.map((key, index) => ({ key, id: ids[index] ?? undefined }));
    const begun = outcomes.flatMap(({ key, id }) => (id === undefined ? [] : [[key, id] as const]));
    const left = outcomes.flatMap(({ key, id }) => (id === undefined ? [key] : []));
    setJobIds((known) => new Map([...known, ...begun]));
    if (left.length === 0) return;
    select(left, true);
    say(begun.length === 0 ? t('pickerFailed') : t('pickerSomeFailed', left.length));
  }

  return {
    begun: jobIds.size,
    jobOf(picture) {
      const id = jobIds.get(keyOf(picture));
      return id === undefined ? undefined : jobs.get(id);
    },
    upload,
  };
}

/** What the background is told of a picture. */
function picked(picture: PagePicture): PickedPicture {
  const { tabId, frameId, frameUrl, tabUrl, tabTitle, ref, kind, url, shownUrl } = picture;
  return {
    ...{ tabId, frameId, frameUrl, tabUrl, tabTitle, ref, kind },
    ...(url !== undefined && { url }),
    ...(shownUrl !== undefined && { shownUrl }),
  };
}
