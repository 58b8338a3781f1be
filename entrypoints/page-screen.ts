import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createPageScreen } from '../lib/capture/page-screen.ts';
import { pageScreenName } from '../lib/capture/screen-messages.ts';
import { systemClock } from '../lib/platform/system-clock.ts';

// Put into a page when somebody wants a picture of it. The page itself can't see it: it is in a world of ours.
export default defineUnlistedScript(() => {
  if (!(pageScreenName in globalThis))
    Object.assign(globalThis, { [pageScreenName]: createPageScreen(systemClock) });
});
