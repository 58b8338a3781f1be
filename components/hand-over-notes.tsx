import { t } from '../lib/ui/translate.ts';
import type { HandOver } from './use-hand-over.ts';

/** More at once nobody reads. */
const MAX_ALERTS = 8;
/** Fewer files are taken before a person could read how many are. */
const WORTH_COUNTING = 20;

/** What a person hears of what they gave: how much of it has been taken, and what was not. */
export function HandOverNotes({ alerts, progress }: Pick<HandOver, 'alerts' | 'progress'>) {
  const { taken, total } = progress;
  const hidden = alerts.length - MAX_ALERTS;
  return (
    <>
      <div role="status" class="taking">
        {total >= WORTH_COUNTING && t('takingFiles', taken.toLocaleString(), total.toLocaleString())}
      </div>
      <div role="alert" class="refusals">
        {alerts.slice(0, MAX_ALERTS).map((text) => (
          <p key={text}>{text}</p>
        ))}
        {hidden > 0 && <p>{t('moreAlerts', hidden.toLocaleString())}</p>}
      </div>
    </>
  );
}
