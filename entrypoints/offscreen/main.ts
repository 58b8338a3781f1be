import { sealPrototype } from '../../lib/core/seal-prototype.ts';
import { openDesk } from '../../lib/platform/offscreen-desk.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { createXhrTransport } from '../../lib/platform/xhr-transport.ts';

sealPrototype();
openDesk(createXhrTransport(systemClock), () => window.close());
