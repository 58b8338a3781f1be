import type { Settings } from '../lib/protocol/settings.ts';

/** What a section of the options page is given: it shows settings and says how one of them is to change. */
export interface SectionProps {
  /** As they are stored now, by whatever page. */
  readonly settings: Settings;
  /**
   * Stores a change at once; called on blur or change of a valid field. The page announces it, offers to undo it, and
   * says when it could not be stored.
   * @param change is given the settings of this moment and changes nothing but what the person has changed
   */
  save(change: (settings: Settings) => Settings): void;
}
