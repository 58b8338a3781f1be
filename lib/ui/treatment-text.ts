import type { NotDrawn, Treatment } from '../core/picture-options.ts';
import { type MessageKey, t } from './translate.ts';

const notDrawnKeys: Readonly<Record<NotDrawn, MessageKey>> = {
  animated: 'notDrawnAnimated',
  unreadable: 'notDrawnUnreadable',
  'too-large': 'notDrawnTooLarge',
};

const kindOf = (mimetype: string): string => mimetype.replace('image/', '').toUpperCase();

/** What was done to a picture, or could not be done, in words. */
export function treatmentText(treatment: Treatment): string {
  switch (treatment.kind) {
    case 'converted':
      return t('noteConverted', kindOf(treatment.from), kindOf(treatment.to));
    case 'scaled':
      return t('noteScaled', treatment.width, treatment.height);
    case 'metadata-removed':
      return t('noteMetadataRemoved');
    case 'not-drawn':
      return t(notDrawnKeys[treatment.why]);
  }
}
