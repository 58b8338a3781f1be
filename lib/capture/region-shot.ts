import { captureError } from './capture-error.ts';
import { cropPicture } from './crop-picture.ts';
import type { RegionTexts } from './screen-messages.ts';
import type { ScreenedPage } from './screened-page.ts';

/**
 * Has a person choose a region of the page, and takes a picture of it.
 * @returns undefined when they don't want it any more
 */
export async function shootRegion(page: ScreenedPage, texts: RegionTexts): Promise<Blob | undefined> {
  const answer = await page.chooseRegion(texts);
  if (answer.kind === 'cancelled') return undefined;
  if (answer.kind === 'unfit') throw captureError('page-gone', '');
  if (answer.kind === 'removed') throw captureError('page-moves', '');
  const { region, view } = answer;
  const shot = await page.shoot();
  // What was seen when it was chosen, or nothing.
  if (JSON.stringify(await page.view()) !== JSON.stringify(view)) throw captureError('page-moves', '');
  return await cropPicture(shot, region, view);
}
