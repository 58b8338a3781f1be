import { t } from '../lib/ui/translate.ts';

interface PresetLineProps {
  /** Of the field above. */
  readonly label: string;
  /** The default, as people write it. */
  readonly preset: string;
  readonly isPreset: boolean;
  onReset(): void;
}

/** The default of a field, and the way back to it. The button is always there, so that nothing moves and no focus is lost. */
export function PresetLine({ label, preset, isPreset, onReset }: PresetLineProps) {
  return (
    <p class="preset-line hint">
      <span>{t('presetIs', preset)}</span>
      <button
        type="button"
        aria-label={t('resetNamed', label)}
        aria-disabled={isPreset}
        onClick={() => {
          if (!isPreset) onReset();
        }}
      >
        {t('reset')}
      </button>
    </p>
  );
}
