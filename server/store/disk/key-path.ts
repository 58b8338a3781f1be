import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Where an object's record lies. The key itself is in the record; the name is a hash of it, so that no key can leave the
 * folder, be too long for the file system or fall together with another where case or Unicode form is ignored.
 */
export function keyPath(folder: string, key: string): string {
  return join(folder, `${createHash('sha256').update(key, 'utf8').digest('hex')}.json`);
}
