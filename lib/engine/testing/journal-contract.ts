import { describe } from 'vitest';
import { describeDamage } from './journal-damage-contract.ts';
import { describeOwners } from './journal-owner-contract.ts';
import { describeRecords } from './journal-records-contract.ts';
import type { CreateShelf } from './journal-shelf.ts';

/** What every `Journal` must do, the double as the real one. */
export function describeJournal(title: string, createShelf: CreateShelf): void {
  describe(`${title} as a journal`, () => {
    describeRecords(createShelf);
    describeOwners(createShelf);
    describeDamage(createShelf);
  });
}
