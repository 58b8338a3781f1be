import type { ProfileView } from '../protocol/messages.ts';
import { t } from './translate.ts';

/** What a profile is called: by its name, or by its place in the list where it has none. */
export function profileName({ name }: Pick<ProfileView, 'name'>, index: number): string {
  return name === '' ? t('profileUnnamed', index + 1) : name;
}
