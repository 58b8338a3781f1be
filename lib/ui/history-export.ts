import { CSV_BEGIN, csvRow } from '../core/csv.ts';
import { localDayAndTime } from '../core/local-stamp.ts';
import { type ExportedUpload, HISTORY_EXPORT_VERSION } from '../protocol/history-export.ts';
import type { JobView } from '../protocol/messages.ts';

export type ExportFormat = 'csv' | 'json';

const columns = [
  'name',
  'folder',
  'sizeBytes',
  'type',
  'state',
  'begun',
  'link',
  'handle',
  'container',
  'key',
  'error',
] as const satisfies readonly (keyof ExportedUpload)[];

const types: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv', json: 'application/json' };

/**
 * Writes uploads into a file, page by page: of a long history never more than a page is an object at a time.
 * @param tell hears how many are written
 */
export async function exportHistory(
  pages: AsyncIterable<readonly JobView[]>,
  format: ExportFormat,
  nowMs: number,
  tell: (count: number) => void,
): Promise<File> {
  const write = format === 'csv' ? writeCsv : writeJson;
  const parts: Blob[] = [];
  let count = 0;
  for await (const page of pages) {
    parts.push(new Blob([write(page.map(exported), count === 0)]));
    count += page.length;
    tell(count);
  }
  const [begin, end] = format === 'csv' ? [CSV_BEGIN + csvRow(columns), ''] : framesOf(nowMs);
  const { date } = localDayAndTime(new Date(nowMs));
  return new File([begin, ...parts, end], `uploads-${date}.${format}`, { type: types[format] });
}

const writeCsv = (uploads: readonly ExportedUpload[]) =>
  uploads.map((upload) => csvRow(columns.map((column) => upload[column]))).join('');

/** @param isFirst no comma before it */
function writeJson(uploads: readonly ExportedUpload[], isFirst: boolean): string {
  const lines = uploads.map((upload) => JSON.stringify(upload));
  return lines.length === 0 ? '' : (isFirst ? '\n' : ',\n') + lines.join(',\n');
}

function framesOf(nowMs: number): readonly [string, string] {
  const exportedAt = JSON.stringify(new Date(nowMs).toISOString());
  return [`{"version":${HISTORY_EXPORT_VERSION},"exported":${exportedAt},"uploads":[`, '\n]}\n'];
}

function exported(job: JobView): ExportedUpload {
  const { name, folder = '', sizeBytes, mimetype, state, createdAtMs, link = '', file, error } = job;
  return {
    name,
    folder,
    sizeBytes,
    type: mimetype,
    state,
    begun: new Date(createdAtMs).toISOString(),
    link,
    handle: file?.handle ?? '',
    container: file?.container ?? '',
    key: file?.key ?? '',
    error: error?.code ?? '',
  };
}
