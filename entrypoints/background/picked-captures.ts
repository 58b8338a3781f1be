import pLimit from 'p-limit';
import { createCapturedTab } from '../../lib/capture/captured-tab.ts';
import { obtainPicked, pickedName } from '../../lib/capture/obtain-picked.ts';
import { whileWanted } from '../../lib/capture/wanted.ts';
import type { JobId } from '../../lib/core/job.ts';
import type { ProfileId } from '../../lib/core/profile.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import type { PickedPicture } from '../../lib/protocol/page-pictures.ts';
import { camera } from './camera.ts';
import { fetchAsPage, mostBytes } from './fetch-as-page.ts';
import { type Capture, webSourceOf } from './menu-captures.ts';
import { capturedPageOf } from './page-of.ts';
import { profileFor, targetFromSettings } from './target-from-settings.ts';

/** Pictures that are read at the same time: more would keep each other, and their pages, waiting. */
const AT_ONCE = 4;

/** Begins an upload for each picture that was picked from the list of its page: its id, or null where it can't be begun. */
export function createPictureAdder(
  engine: Pick<Engine, 'add'>,
): (pictures: readonly PickedPicture[], chosen?: ProfileId) => Promise<readonly (JobId | null)[]> {
  const inTurn = pLimit(AT_ONCE);

  function capturePicked(picture: PickedPicture): Capture {
    const { tabId, frameId, frameUrl, tabUrl, tabTitle, url } = picture;
    const sources = {
      tab: createCapturedTab({ tabId, frameId }, camera, systemClock, mostBytes),
      // The person was asked in the click that has brought us here.
      mayAsk: hostPermissions.has,
      fetch: fetchAsPage,
    };
    return {
      name: pickedName(picture),
      ...capturedPageOf({ url: tabUrl, title: tabTitle }),
      getBlob(signal) {
        const turn = inTurn(async () => {
          signal.throwIfAborted();
          return await obtainPicked(picture, sources, signal);
        });
        // One that is cancelled before its turn has no reason to wait for it.
        return whileWanted(turn, signal);
      },
      ...webSourceOf('picture', { srcUrl: url ?? '', frameUrl, tabUrl }),
    };
  }

  return async (pictures, chosen) => {
    const settings = await loadSettings();
    const begin = async (picture: PickedPicture): Promise<JobId> => {
      const { page, ...capture } = capturePicked(picture);
      const profile = profileFor(settings, { chosen, page });
      if (profile === undefined) throw new Error('the chosen profile is gone');
      const target = await targetFromSettings(settings, profile, page);
      return await engine.add({ ...capture, ...target, mimetype: '', sizeBytes: 0 });
    };
    const jobIds: (JobId | null)[] = [];
    // One after the other, so that they are in the list in the order of the page.
    for (const picture of pictures) jobIds.push(await begin(picture).catch(() => null));
    return jobIds;
  };
}
