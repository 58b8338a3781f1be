import {
  type ConversionTarget,
  conversionTargets,
  type PictureOptions,
} from '../lib/core/picture-options.ts';
import { parseLongestSide, parseQuality } from '../lib/ui/picture-text-form.ts';
import { textForm } from '../lib/ui/text-form.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CheckField, ChoiceField } from './field.tsx';
import type { SectionProps } from './options-section.ts';
import { SavedTextField } from './saved-text-field.tsx';

const targetKeys: Readonly<Record<ConversionTarget, MessageKey>> = {
  off: 'convertOff',
  png: 'convertPng',
  jpeg: 'convertJpeg',
};

const longestSideForm = textForm(
  parseLongestSide,
  (side) => (side === null ? '' : String(side)),
  'invalidLongestSide',
);
const qualityForm = textForm(parseQuality, String, 'invalidQuality');

/** What is done to pictures before they are stored. */
export function PicturesSection({ settings, save }: SectionProps) {
  const { pictures } = settings;
  const set = (change: Partial<PictureOptions>) =>
    save((now) => ({ ...now, pictures: { ...now.pictures, ...change } }));
  return (
    <>
      <p class="hint">{t('optionsPicturesHint')}</p>
      <CheckField
        label={t('fieldRemovesMetadata')}
        isOn={pictures.removesMetadata}
        hint={t('hintRemovesMetadata')}
        onChange={(removesMetadata) => set({ removesMetadata })}
      />
      <ChoiceField
        label={t('fieldConvertTo')}
        value={pictures.convertTo}
        choices={conversionTargets.map((value) => ({ value, label: t(targetKeys[value]) }))}
        onInput={(text) => {
          const convertTo = conversionTargets.find((target) => target === text);
          if (convertTo !== undefined) set({ convertTo });
        }}
      />
      <SavedTextField
        label={t('fieldLongestSide')}
        hint={t('hintLongestSide')}
        stored={pictures.longestSide}
        form={longestSideForm}
        onSave={(longestSide) => set({ longestSide })}
      />
      <SavedTextField
        label={t('fieldQuality')}
        hint={t('hintQuality')}
        stored={pictures.quality}
        form={qualityForm}
        onSave={(quality) => set({ quality })}
      />
    </>
  );
}
