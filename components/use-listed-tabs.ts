import { useCallback, useEffect, useState } from 'preact/hooks';
import type { TabPictures } from '../lib/protocol/page-pictures.ts';
import type { PickerSource } from '../lib/ui/picker-source.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';

/** The tabs whose pictures are listed. @param say the same between renders */
export function useListedTabs(
  source: PickerSource,
  firstTab: number | undefined,
  say: (text: string) => void,
): {
  readonly tabs: readonly TabPictures[];
  readonly isListing: boolean;
  add(tabId: number | undefined, title: string): Promise<void>;
} {
  const [tabs, setTabs] = useState<readonly TabPictures[]>([]);
  const [isListing, setListing] = useState(true);
  const add = useCallback(
    async (tabId: number | undefined, title: string): Promise<void> => {
      setListing(true);
      try {
        if (tabId === undefined) throw new Error('there is no tab');
        const tab = await source.list(tabId);
        setTabs((known) => [...known.filter((other) => other.tabId !== tabId), tab]);
      } catch {
        say(title === '' ? t('pickerNoPage') : t('pickerNoTab', isolatedName(title)));
      }
      setListing(false);
    },
    [source, say],
  );
  useEffect(() => void add(firstTab, ''), [add, firstTab]);
  return { tabs, isListing, add };
}
