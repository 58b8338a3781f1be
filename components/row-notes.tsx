import { type CaptureNote, isFinal } from '../lib/core/job.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { outlookOf } from '../lib/ui/error-outlook.ts';
import { t } from '../lib/ui/translate.ts';
import { treatmentText } from '../lib/ui/treatment-text.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { ErrorNote } from './error-note.tsx';
import { FileInput } from './file-input.tsx';
import { KnownFileNote } from './known-file-note.tsx';
import type { UploadActions } from './upload-actions.tsx';

/** What a person should know beyond the state. */
export function RowNotes({ job, onFileAgain }: { job: JobView } & Pick<UploadActions, 'onFileAgain'>) {
  const needsFile = job.waiting?.reason === 'file';
  const known = job.waiting?.known;
  return (
    <>
      {job.isLive && !isFinal(job.state) && <p class="upload-note">{t('keepPageOpen')}</p>}
      {job.restarts > 0 && !isFinal(job.state) && <p class="upload-note">{t('restarted')}</p>}
      {needsFile && (
        <FileInput
          label={t('chooseAgain')}
          onFiles={([file]) => {
            if (file !== undefined) onFileAgain(job, file);
          }}
        />
      )}
      {job.error !== undefined && <ErrorNote error={job.error} outlook={outlookOf(job)} />}
      {job.note !== undefined && <p class="upload-note">{noteText(job.note, job.webOrigin)}</p>}
      {known !== undefined && <KnownFileNote known={known} />}
      {job.treatments?.map((treatment) => (
        <p key={treatment.kind} class="upload-note">
          {treatmentText(treatment)}
        </p>
      ))}
      {job.place !== undefined && <PlaceNote place={job.place} />}
    </>
  );
}

function noteText(note: CaptureNote, origin: string | undefined): string {
  if (note === 'decoded') return t('noteDecoded');
  if (note === 'page-cut') return t('notePageCut');
  if (note === 'page-inside') return t('notePageInside');
  return origin === undefined ? t('noteSeen') : t('noteScreenCrop', new URL(origin).host);
}

/** Where it is stored, when that is not its name. */
function PlaceNote({ place: { path, name, isShortened } }: { place: NonNullable<JobView['place']> }) {
  return (
    <p class="upload-note">
      {isShortened && <span>{t('nameShortened')} </span>}
      {t('storedAs')} <bdi>{visibleName(path + name)}</bdi>
    </p>
  );
}
