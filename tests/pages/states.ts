import type { Page } from 'puppeteer';
import { optionsStates } from './options-states.ts';
import type { Listing, PageState } from './page-state.ts';
import type { Looks, Stage } from './stage.ts';
import {
  asking,
  code,
  deleted,
  destinations,
  empty,
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
  ...at('popup', noKey, empty, underWay, kinds, waiting, long, refused, asking, menu, code, destinations),
  ...at('uploads', empty, underWay, kinds, deleted, long, selection, nothingFound),
  ...at('sidepanel', kinds),
  ...at('options', ...optionsStates, testedOptions),
  ...at('welcome', ...welcomeStates),
  ...at('picker', { name: 'no tab', prepare: (stage) => stage.set({}, []) }),
];

export const titleOf = ({ page, name }: PageState): string => `${page}, ${name}`;

/** Opens a page in a state; what must be there is prepared already. */
export async function openState(stage: Stage, state: PageState, looks: Looks): Promise<Page> {
  const page = await stage.open(`${state.page}.html`, looks);
  await page.bringToFront();
  await state.arrive?.(page, stage);
  return page;
}
