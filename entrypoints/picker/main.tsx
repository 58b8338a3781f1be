import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { mountPage } from '../../components/mount-page.tsx';
import { PickerApp } from '../../components/picker-app.tsx';
import { listTab, thumbnailsOf } from '../../lib/capture/tab-pictures.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { otherTabs } from '../../lib/platform/other-tabs.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { createBackgroundClient } from '../../lib/ui/background-client.ts';
import type { PickerSource } from '../../lib/ui/picker-source.ts';
import { t } from '../../lib/ui/translate.ts';

const tabIdSchema = v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger());

const source: PickerSource = {
  list: (tabId) => listTab(tabId, systemClock),
  async thumbnails(pictures) {
    const [first] = pictures;
    if (first === undefined) return [];
    return await thumbnailsOf(
      first,
      pictures.map(({ ref }) => ref),
    );
  },
  askForTabs: otherTabs.ask,
  otherTabs: otherTabs.list,
};

const asked = v.safeParse(tabIdSchema, new URLSearchParams(location.search).get('tab'));

mountPage(
  t('pictures'),
  hostPermissions,
  <PickerApp
    client={createBackgroundClient()}
    source={source}
    tabId={asked.success ? asked.output : undefined}
    onOpenUploads={() => void browser.tabs.create({ url: browser.runtime.getURL('/uploads.html') })}
    onOpenOptions={() => void browser.runtime.openOptionsPage()}
  />,
);
