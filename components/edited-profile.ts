import { createContext } from 'preact';
import type { ProfileId } from '../lib/core/profile.ts';

/** The profile that the options page shows, one at a time. */
export interface EditedProfile {
  /** Undefined for the default. */
  readonly id: ProfileId | undefined;
  edit(id: ProfileId): void;
}

export const EditedProfileContext = createContext<EditedProfile>({ id: undefined, edit: () => undefined });
