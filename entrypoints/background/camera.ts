import { createTabCamera } from '../../lib/capture/tab-camera.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';

/** The one that all pictures of tabs are taken with. */
export const camera = createTabCamera(systemClock);
