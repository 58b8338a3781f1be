import { createContext } from 'preact';

/** What the fields of the options page must know of what the page is doing. */
export interface Saving {
  /** The page itself asks which of two values is to be kept. */
  readonly isAsking: boolean;
  /** Grows when what was entered is to be left for what is stored. */
  readonly leftCount: number;
}

export const SavingContext = createContext<Saving>({ isAsking: false, leftCount: 0 });
