import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { t } from '../lib/ui/translate.ts';
import { CopyLink } from './copy-link.tsx';
import { IconLink } from './icon-link.tsx';
import { QrButton } from './qr-button.tsx';

interface StoredLinkProps {
  readonly url: string;
  readonly job: JobView;
  readonly links: LinkSettings;
}

/** What can be done with the link of a stored file. */
export function StoredLink({ url, job, links }: StoredLinkProps) {
  return (
    <>
      <CopyLink url={url} file={job} settings={links} />
      <IconLink icon="externalLink" label={t('openLink')} href={url} />
      <QrButton url={url} name={job.name} />
    </>
  );
}
