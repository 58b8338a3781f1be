import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

/** The keys that the browser has given to commands; empty text where it has given none. */
export interface Shortcuts {
  readonly popup: string;
  readonly screenshot: string;
}

interface WelcomeNextProps {
  readonly shortcuts: Shortcuts;
  openUploads(): void;
  openOptions(): void;
}

/** What can be done once uploads have somewhere to go. */
export function WelcomeNext({
  shortcuts: { popup, screenshot },
  openUploads,
  openOptions,
}: WelcomeNextProps) {
  return (
    <section class="way">
      <h2>
        <Icon name="circleCheck" /> {t('welcomeReady')}
      </h2>
      <ul>
        <li>{popup === '' ? t('welcomeNextPopup') : t('welcomeNextPopupKey', popup)}</li>
        <li>{t('welcomeNextMenu')}</li>
        {screenshot !== '' && <li>{t('welcomeNextScreenshot', screenshot)}</li>}
      </ul>
      <div class="form-end">
        <button type="button" class="primary" onClick={openUploads}>
          <Icon name="upload" />
          {t('welcomeChooseFiles')}
        </button>
        <button type="button" onClick={openOptions}>
          <Icon name="settings" />
          {t('openOptionsNow')}
        </button>
      </div>
    </section>
  );
}
