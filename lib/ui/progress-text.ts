import type { JobView } from '../protocol/messages.ts';
import { formatBytes, formatBytesOf, formatSpeed } from './format-bytes.ts';
import { formatWait } from './format-wait.ts';
import { t } from './translate.ts';

/** How far an upload is, in words: "12.3 of 50 MB · 4.2 MB/s · 9 sec left". Speed and time only while they can be told. */
export function progressText({ sizeBytes, bytesPerSecond, secondsLeft }: JobView, sentBytes: number): string {
  return [
    t('bytesOf', formatBytesOf(sentBytes, sizeBytes), formatBytes(sizeBytes)),
    bytesPerSecond !== undefined && formatSpeed(bytesPerSecond),
    secondsLeft !== undefined && t('timeLeft', formatWait(secondsLeft * 1000)),
  ]
    .filter((text) => text !== false)
    .join(' · ');
}
