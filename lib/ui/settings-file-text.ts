import type { FileFault } from '../protocol/settings-file.ts';
import { t } from './translate.ts';
import { isolatedName } from './visible-name.ts';

const MOST_NAMES = 5;
const MOST_NAME_CHARS = 80;

/** Why a file of settings is not imported. */
export function fileFaultText(fault: FileFault): string {
  switch (fault.kind) {
    case 'too-large':
      return t('importTooLarge');
    case 'not-json':
      return t('importNotJson');
    case 'not-settings':
      return t('importNotSettings');
    case 'other-version':
      return t('importOtherVersion', String(fault.version));
    case 'unknown-fields':
      return t('importUnknownFields', namesText(fault.names));
    case 'forbidden-fields':
      return t('importForbiddenFields', namesText(fault.names));
    case 'invalid-field':
      return t('importInvalidField', namesText([fault.name]));
  }
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => isolatedName(shortened(name, MOST_NAME_CHARS)));
  return names.length > MOST_NAMES ? `${shown.join(', ')} …` : shown.join(', ');
}

/** @param most characters */
export function shortened(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most + 1)];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}
