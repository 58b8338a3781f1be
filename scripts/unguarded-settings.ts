import { noGuard } from '../lib/protocol/guard-settings.ts';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';

/** The defaults where nobody sits who could change their mind: uploads ask nothing and begin at once. */
export const unguardedSettings: Settings = { ...defaultSettings, guard: noGuard };
