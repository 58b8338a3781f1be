import type { PagePicture, TabPictures, Thumbnail } from '../protocol/page-pictures.ts';

/** What the page of pictures needs of the browser. */
export interface PickerSource {
  /** The pictures of a tab. Rejects when the tab is gone, or may not be entered. */
  list(tabId: number): Promise<TabPictures>;
  /** Pictures of one frame drawn small. Rejects when the page is gone. */
  thumbnails(pictures: readonly PagePicture[]): Promise<readonly Thumbnail[]>;
  /** Asks whether we may know the names and addresses of other tabs; to be called in a click. */
  askForTabs(): Promise<boolean>;
  /** The other tabs of the window, as far as they are pages of the web. */
  otherTabs(): Promise<readonly OtherTab[]>;
}

export interface OtherTab {
  readonly tabId: number;
  readonly title: string;
  readonly url: string;
}

/** By which a picture is known among those of all tabs. */
export const keyOf = ({ tabId, frameId, ref }: PagePicture): string => `${tabId}-${frameId}-${ref}`;
