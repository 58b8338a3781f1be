import type { Page } from 'puppeteer';
import { noticeStates } from './notice-states.ts';
import { optionsStates } from './options-states.ts';
import type { Listing, PageState } from './page-state.ts';
import { pickerStates } from './picker-states.ts';
import type { Looks, Stage } from './stage.ts';
import {
  asking,
  clearing,
  code,
  deleted,
  destinations,
  empty,
  exporting,
  kinds,
  long,
  menu,
  noKey,
  nothingFound,
  refused,
  selection,
  underWay,
  waiting,
} from './upload-states.ts';
import { testedOptions, welcomeStates } from './welcome-states.ts';

const at = (page: PageState['page'], ...listings: readonly Listing[]): readonly PageState[] =>
  listings.map((listing) => ({ page, ...listing }));

/** Every page in its main states. */
export const pageStates: readonly PageState[] = [
  ...at(
    'popup',
    noKey,
    empty,
    underWay,
    kinds,
    waiting,
    long,
    refused,
    asking,
    menu,
    code,
    destinations,
    ...noticeStates,
  ),
  ...at('uploads', empty, underWay, kinds, deleted, long, selection, nothingFound, clearing, exporting),
  ...at('sidepanel', kinds),
  ...at('options', ...optionsStates, testedOptions),
  ...at('welcome', ...welcomeStates),
  ...at('picker', ...pickerStates),
];

export const titleOf = ({ page, name }: PageState): string => `${page}, ${name}`;

/** Opens a page in a state; what must be there is prepared already. */
export async function openState(stage: Stage, state: PageState, looks: Looks): Promise<Page> {
  const page = await stage.open(`${state.page}.html`, looks);
  await page.bringToFront();
  await state.arrive?.(page, stage);
  return page;
}
