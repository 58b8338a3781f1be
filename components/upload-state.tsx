import type { JobView } from '../lib/protocol/messages.ts';
import { errorText } from '../lib/ui/error-text.ts';
import { stateText } from '../lib/ui/state-text.ts';
import { t } from '../lib/ui/translate.ts';
import { Countdown } from './countdown.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** Of those in which nothing moves. */
const stateIcons: Partial<Readonly<Record<JobView['state'], IconName>>> = {
  waiting: 'clock',
  paused: 'pause',
  succeeded: 'circleCheck',
  failed: 'circleAlert',
  cancelled: 'circleX',
};

/** What an upload is at, in words; while attempts fail, what the last one failed of, and which try comes when. */
export function UploadState({ job }: { job: JobView }) {
  const { state, waiting, retry, storedParts, partCount, retries } = job;
  const icon = stateIcons[state];
  const isHeldUp = state === 'paused' || state === 'waiting';
  return (
    <p class="upload-state">
      <span>
        {icon !== undefined && <Icon name={icon} />}
        {stateText(job)}
      </span>
      {isHeldUp && storedParts > 0 && <span>{t('partsStored', storedParts, partCount)}</span>}
      {state !== 'waiting' && retry?.error !== undefined && (
        <span class="upload-trouble">{errorText(retry.error).title}</span>
      )}
      {job.removal?.untilMs !== undefined && (
        <Countdown untilMs={job.removal.untilMs} text={(left) => t('deletingIn', left)} />
      )}
      {retry !== undefined && <NextTry retry={retry} untilMs={retry.untilMs ?? waiting?.untilMs} />}
      {retry === undefined && waiting?.untilMs !== undefined && (
        <Countdown
          untilMs={waiting.untilMs}
          text={(left) => t(waiting.reason === 'undo' ? 'uploadingIn' : 'nextTry', left)}
        />
      )}
      {retry === undefined && retries > 0 && <span>{t('retriesSoFar', retries)}</span>}
    </p>
  );
}

function NextTry({
  retry: { tries },
  untilMs,
}: {
  retry: NonNullable<JobView['retry']>;
  untilMs: number | undefined;
}) {
  if (untilMs === undefined) return tries && <span>{t('tryOf', tries.number, tries.total)}</span>;
  return (
    <Countdown
      untilMs={untilMs}
      text={(left) =>
        tries === undefined ? t('nextTry', left) : t('nextTryOf', tries.number, tries.total, left)
      }
    />
  );
}
