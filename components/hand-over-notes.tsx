import { useRef } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';
import type { HandOver, HandOverProgress } from './use-hand-over.ts';

/** More at once nobody reads. */
const MAX_ALERTS = 8;
/** Fewer files are taken before a person could read how many are. */
const WORTH_COUNTING = 20;

/** What a person hears of what they gave: how much of it has been taken, and what was not. */
export function HandOverNotes({ alerts, progress }: Pick<HandOver, 'alerts' | 'progress'>) {
  const hidden = alerts.length - MAX_ALERTS;
  return (
    <>
      <Progress {...progress} />
      <div role="alert" class="refusals">
        {alerts.slice(0, MAX_ALERTS).map((text) => (
          <p key={text}>{text}</p>
        ))}
        {hidden > 0 && <p>{t('moreAlerts', hidden)}</p>}
      </div>
    </>
  );
}

/** Each file is counted to be seen; who has it read to them hears only that it begins, and that it is over. */
function Progress({ taken, total }: HandOverProgress) {
  const hasCounted = useRef(false);
  const isCounting = total >= WORTH_COUNTING;
  if (isCounting) hasCounted.current = true;
  return (
    <>
      <div class="taking" aria-live="off">
        {isCounting && t('takingFiles', taken, total)}
      </div>
      <div role="status" class="only-heard">
        {isCounting ? t('takingFilesBegun', total) : hasCounted.current && t('takingFilesDone')}
      </div>
    </>
  );
}
