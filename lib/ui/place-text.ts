import type { StoreLocation } from '../core/store-options.ts';
import type { ProfileView } from '../protocol/messages.ts';
import { t } from './translate.ts';

/** Brand names, the same in all languages. */
export const locationNames: Readonly<Record<StoreLocation, string>> = {
  s3: 'Amazon S3',
  azure: 'Azure Blob Storage',
  dropbox: 'Dropbox',
  rackspace: 'Rackspace',
  gcs: 'Google Cloud Storage',
};

/** The same without the folder, shorter: "Amazon S3, container “a”". */
export function placeName({ location, container }: ProfileView['target']): string {
  const name = locationNames[location];
  return container === undefined ? name : `${name}, ${t('placeContainer', container)}`;
}

/** Where uploads go, in words: "Amazon S3, container “a”, path “b/”, through upload.filestackapi.com". */
export function placeText({ apiHost, location, container, path }: ProfileView['target']): string {
  return [
    locationNames[location],
    container !== undefined && t('placeContainer', container),
    path !== undefined && t('placePath', path),
    t('placeThrough', apiHost),
  ]
    .filter((text) => text !== false)
    .join(', ');
}
