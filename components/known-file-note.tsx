import type { KnownFile } from '../lib/core/job.ts';
import { linkOf } from '../lib/core/stored-link.ts';
import { textLanguage } from '../lib/ui/text-language.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';

/** What has the same bytes as an upload that waits, and where it is. */
export function KnownFileNote({ known: { name, url, createdAtMs } }: { known: KnownFile }) {
  const link = linkOf({ url });
  const date = new Intl.DateTimeFormat(textLanguage(), { dateStyle: 'medium' }).format(createdAtMs);
  return (
    <>
      <p class="upload-note">{t('knownFile', isolatedName(name), date)}</p>
      {link !== undefined && (
        <a class="upload-link" href={link} target="_blank" rel="noreferrer">
          {link}
        </a>
      )}
    </>
  );
}
