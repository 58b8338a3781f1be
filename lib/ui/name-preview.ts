import { DEFAULT_NAME_TEMPLATE, type NameFacts } from '../core/name-template.ts';
import { type Place, placeFile } from '../core/place-file.ts';

/** Of a picture as it might be captured, on a day as any other. */
const sample: NameFacts = {
  name: 'sunset',
  ext: 'jpg',
  date: '2026-11-23',
  time: '14-05-09',
  host: 'photos.example',
  title: 'My holidays',
  hash: '9f86d081884c7d659a2feaa0c55ad015',
  counter: '7',
};

/** Where a template would put a file; undefined when the path leaves no room. */
export function previewPlace(template: string, path: string): Place | undefined {
  return placeFile(template.trim() || DEFAULT_NAME_TEMPLATE, sample, path.trim());
}
