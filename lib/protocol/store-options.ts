import * as v from 'valibot';
import { accessModes, storeLocations } from '../core/store-options.ts';

/** Store options as they stand in settings and job records. */
export const storeOptionsSchema = v.strictObject({
  location: v.picklist(storeLocations),
  path: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
  container: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
  region: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  access: v.exactOptional(v.picklist(accessModes)),
});
