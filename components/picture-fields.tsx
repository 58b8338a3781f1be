import { type ConversionTarget, conversionTargets } from '../lib/core/picture-options.ts';
import type { PictureTexts } from '../lib/ui/picture-draft.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CheckField, ChoiceField, TextField } from './field.tsx';

const targetKeys: Readonly<Record<ConversionTarget, MessageKey>> = {
  off: 'convertOff',
  png: 'convertPng',
  jpeg: 'convertJpeg',
};

interface PictureFieldsProps {
  readonly draft: PictureTexts;
  edit(name: keyof PictureTexts): (value: string) => void;
}

/** What is done to pictures before they are stored. */
export function PictureFields({ draft, edit }: PictureFieldsProps) {
  return (
    <section>
      <h2>{t('optionsPictures')}</h2>
      <p class="hint">{t('optionsPicturesHint')}</p>
      <CheckField
        label={t('fieldRemovesMetadata')}
        isOn={draft.removesMetadata !== ''}
        hint={t('hintRemovesMetadata')}
        onChange={(isOn) => edit('removesMetadata')(isOn ? 'on' : '')}
      />
      <ChoiceField
        label={t('fieldConvertTo')}
        value={draft.convertTo}
        choices={conversionTargets.map((value) => ({ value, label: t(targetKeys[value]) }))}
        onInput={edit('convertTo')}
      />
      <TextField
        label={t('fieldLongestSide')}
        value={draft.longestSide}
        hint={t('hintLongestSide')}
        onInput={edit('longestSide')}
      />
      <TextField
        label={t('fieldQuality')}
        value={draft.quality}
        hint={t('hintQuality')}
        onInput={edit('quality')}
      />
    </section>
  );
}
