import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageReaderName } from '../lib/capture/page-messages.ts';
import { createPageReader } from '../lib/capture/page-reader.ts';
import { systemClock } from '../lib/platform/system-clock.ts';

// Put into a page when somebody has clicked on a picture there. The page itself can't see it: it is in a world of ours.
export default defineUnlistedScript(() => {
  if (!(pageReaderName in globalThis))
    Object.assign(globalThis, { [pageReaderName]: createPageReader(systemClock) });
});
