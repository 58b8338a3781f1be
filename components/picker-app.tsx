import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ProfileId } from '../lib/core/profile.ts';
import type { Snapshot } from '../lib/protocol/messages.ts';
import type { PagePicture } from '../lib/protocol/page-pictures.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import { keyOf, type OtherTab, type PickerSource } from '../lib/ui/picker-source.ts';
import { choicesAmong, isShown, showAll } from '../lib/ui/picture-filter.ts';
import { pictureTitle } from '../lib/ui/picture-text.ts';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { Announcer } from './announcer.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Icon } from './icon.tsx';
import { Notices } from './notices.tsx';
import { OtherTabs } from './other-tabs.tsx';
import { PickerBar } from './picker-bar.tsx';
import { PictureTile } from './picture-tile.tsx';
import { ProfileChoice } from './profile-choice.tsx';
import { useConfirmation } from './use-confirmation.ts';
import { useListedTabs } from './use-listed-tabs.ts';
import { usePictureUploads } from './use-picture-uploads.ts';
import { useSnapshot } from './use-snapshot.ts';
import { useThumbnails } from './use-thumbnails.ts';

interface PickerAppProps {
  readonly client: BackgroundClient;
  readonly source: PickerSource;
  /** The tab whose pictures are offered first; undefined where there is none. */
  readonly tabId: number | undefined;
  onOpenUploads(): void;
  onOpenOptions(): void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page's pictures, to be picked and uploaded together. */
export function PickerApp({ client, source, tabId, onOpenUploads, onOpenOptions }: PickerAppProps) {
  const [alerts, setAlerts] = useState<readonly string[]>([]);
  const say = useCallback((text: string) => setAlerts((said) => [...new Set([...said, text])]), []);
  const { snapshot } = useSnapshot(client, ignore);
  const [profileId, setProfileId] = useState<ProfileId>();
  const { ask, texts: asked, answer } = useConfirmation(snapshot, placeOf(snapshot, profileId));
  const { tabs, isListing, add } = useListedTabs(source, tabId, say);
  const listed = useMemo(() => tabs.flatMap(({ pictures }) => pictures), [tabs]);
  const thumbnails = useThumbnails(source, listed);
  const [seenSizes, setSeenSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const [filter, setFilter] = useState(showAll);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const pictures = useSized(listed, thumbnails, seenSizes);
  const choices = useMemo(() => choicesAmong(pictures), [pictures]);
  const shown = pictures.filter((picture) => isShown(picture, filter));
  const offered = shown.filter(({ origin }) => origin !== 'refused');
  const chosen = offered.filter((picture) => selected.has(keyOf(picture)));

  const select = useCallback((keys: readonly string[], isSelected: boolean): void => {
    setSelected((known) => {
      const next = new Set(known);
      for (const key of keys) isSelected ? next.add(key) : next.delete(key);
      return next;
    });
  }, []);
  const { begun, jobOf, upload } = usePictureUploads(client, snapshot, select, say);
  const links = pictures.flatMap((picture) => {
    const url = jobOf(picture)?.link;
    return url === undefined ? [] : [url];
  });
  const selectOne = useCallback(
    (picture: PagePicture, isSelected: boolean) => select([keyOf(picture)], isSelected),
    [select],
  );
  const keepSize = useCallback(
    (picture: PagePicture, width: number, height: number) =>
      setSeenSizes((known) => new Map([...known, [keyOf(picture), { width, height }]])),
    [],
  );

  function offerChosen(): void {
    // What is being asked about already is not asked about, and uploaded, twice.
    if (asked !== undefined) return;
    setAlerts([]);
    ask(chosen.map(sizeUnknown), () => void upload(chosen, profileId));
  }

  async function addTabs(others: readonly OtherTab[]): Promise<void> {
    setAlerts([]);
    for (const { tabId: id, title } of others) await add(id, title);
  }

  const [{ title = '' } = {}] = tabs;
  useEffect(() => {
    if (title !== '') document.title = t('pickerPageTitle', visibleName(title));
  }, [title]);
  return (
    <>
      <header>
        <h1>
          {title === '' ? t('openPicker') : t('pickerTitle')} <bdi class="picker-page">{title}</bdi>
        </h1>
        <button type="button" onClick={onOpenUploads}>
          <Icon name="upload" />
          {t('showUploads')}
        </button>
      </header>
      <main>
        {snapshot !== undefined && (
          <Notices
            snapshot={snapshot}
            onOpenOptions={onOpenOptions}
            onHistoryLossSeen={() => void client.send({ type: 'history-loss-seen' })}
          />
        )}
        <ProfileChoice profiles={snapshot?.profiles ?? []} chosen={profileId} onChoose={setProfileId} />
        <PickerBar
          filter={filter}
          choices={choices}
          shown={offered.length}
          selected={chosen.length}
          begun={begun}
          isReady={snapshot !== undefined}
          links={links}
          onFilter={setFilter}
          onSelectAll={(isSelected) => select(offered.map(keyOf), isSelected)}
          onUpload={offerChosen}
        />
        <div role="alert" class="refusals">
          {alerts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        <p role="status" class="picker-state">
          {isListing ? t('pickerListing') : tabs.length > 0 && shown.length === 0 && t('pickerNone')}
        </p>
        {tabs.map((tab) => (
          <section key={tab.tabId} aria-label={tab.title}>
            {tabs.length > 1 && (
              <h2>
                <bdi>{tab.title}</bdi>
              </h2>
            )}
            {tab.isCut && <p class="notice">{t('pickerCut', tab.pictures.length)}</p>}
            <ul class="tiles" aria-label={t('pictures')}>
              {shown
                .filter((picture) => picture.tabId === tab.tabId)
                .map((picture) => {
                  const key = keyOf(picture);
                  return (
                    <PictureTile
                      key={key}
                      picture={picture}
                      thumbnail={thumbnails.get(key)}
                      isSelected={selected.has(key)}
                      job={jobOf(picture)}
                      onSelect={selectOne}
                      onSize={keepSize}
                    />
                  );
                })}
            </ul>
          </section>
        ))}
        <OtherTabs
          source={source}
          isListed={(id) => tabs.some((tab) => tab.tabId === id)}
          onChoose={(others) => void addTabs(others)}
        />
        {asked !== undefined && <ConfirmDialog {...asked} onAnswer={answer} />}
        <Announcer jobs={snapshot?.jobs} />
      </main>
    </>
  );
}

/** The pictures with the sizes that were learned since they were listed; the same ones as long as nothing new is known. */
function useSized(
  listed: readonly PagePicture[],
  thumbnails: ReadonlyMap<string, Size>,
  seen: ReadonlyMap<string, Size>,
): readonly PagePicture[] {
  const known = useRef(new Map<string, PagePicture>());
  return useMemo(
    () =>
      listed.map((picture) => {
        const key = keyOf(picture);
        if (picture.width > 0) return picture;
        const { width, height } = seen.get(key) ?? thumbnails.get(key) ?? picture;
        const last = known.current.get(key) ?? picture;
        const sized = last.width === width ? last : { ...picture, width, height };
        known.current.set(key, sized);
        return sized;
      }),
    [listed, thumbnails, seen],
  );
}

/** Where all of them go; undefined where that is for each of their sites to say. */
function placeOf(snapshot: Snapshot | undefined, chosen: ProfileId | undefined) {
  const profiles = snapshot?.profiles ?? [];
  const [only, ...others] = profiles;
  if (chosen === undefined) return others.length === 0 ? only?.target : undefined;
  return profiles.find(({ id }) => id === chosen)?.target;
}

/** A file that this page would hold: there is none. */
function ignore(): void {}

/** How large their files are nobody knows before they are fetched. */
const sizeUnknown = (picture: PagePicture) => ({ name: pictureTitle(picture), size: undefined });
