import { Component } from 'preact';
import { useState } from 'preact/hooks';
import type { JobView } from '../lib/protocol/messages.ts';
import { isWebLink } from '../lib/protocol/origins.ts';
import type { PagePicture, Thumbnail } from '../lib/protocol/page-pictures.ts';
import { errorText } from '../lib/ui/error-text.ts';
import { formatOf, kindText, pictureTitle } from '../lib/ui/picture-text.ts';
import { stateText } from '../lib/ui/state-text.ts';
import { t } from '../lib/ui/translate.ts';

interface PictureTileProps {
  readonly picture: PagePicture;
  /** Absent as long as it is being made. */
  readonly thumbnail: Thumbnail | undefined;
  readonly isSelected: boolean;
  readonly job: JobView | undefined;
  // Both the same between renders.
  onSelect(picture: PagePicture, isSelected: boolean): void;
  onSize(picture: PagePicture, width: number, height: number): void;
}

/**
 * One picture of a page, to be picked. `data-kind`, and as in the list of uploads `data-job`, `data-state` and `data-url`,
 * are for scripts. Names and addresses are the page's: they are only ever text.
 */
export class PictureTile extends Component<PictureTileProps> {
  /** There may be thousands of tiles, of which few change at a time. */
  override shouldComponentUpdate(next: Readonly<PictureTileProps>): boolean {
    const { picture, thumbnail, isSelected, job } = this.props;
    return (
      next.picture !== picture ||
      next.thumbnail !== thumbnail ||
      next.isSelected !== isSelected ||
      next.job !== job
    );
  }

  override render({ picture, thumbnail, isSelected, job, onSelect, onSize }: PictureTileProps) {
    const { origin, kind, url, alt } = picture;
    const link = job?.link;
    return (
      <li class="tile" data-kind={kind} data-job={job?.id} data-state={job?.state} data-url={link}>
        <label title={alt || url}>
          <span class="tile-picture">
            <Preview picture={picture} thumbnail={thumbnail} onSize={onSize} />
            <input
              type="checkbox"
              checked={isSelected}
              disabled={origin === 'refused'}
              onChange={(event) => onSelect(picture, event.currentTarget.checked)}
            />
          </span>
          <bdi class="tile-name">{pictureTitle(picture)}</bdi>
          <span class="tile-facts">{factsOf(picture)}</span>
        </label>
        {origin === 'refused' && <p class="tile-state">{t('pictureRefused')}</p>}
        {job !== undefined && (
          <p class="tile-state">
            {job.error === undefined ? stateText(job) : errorText(job.error).text}{' '}
            {link !== undefined && (
              <a href={link} target="_blank" rel="noreferrer">
                {t('openLink')}
              </a>
            )}
          </p>
        )}
      </li>
    );
  }
}

function factsOf(picture: PagePicture): string {
  const { width, height, kind } = picture;
  const type = formatOf(picture) ?? kindText(kind);
  return width > 0 ? `${width} × ${height} · ${type}` : type;
}

/** What the page has drawn, or else the picture itself, for which its site is asked without saying whose page it is. */
function Preview({ picture, thumbnail, onSize }: Pick<PictureTileProps, 'picture' | 'thumbnail' | 'onSize'>) {
  const [isBroken, setBroken] = useState(false);
  const { url = '', shownUrl = url, origin, kind, width } = picture;
  // What is shown is smaller; but in place of one that is not loaded yet, and so of unknown size, something else is shown.
  const [address] = useState(width > 0 ? shownUrl : url);
  const isAsked = thumbnail?.src === null && origin !== 'refused' && isWebLink(address);
  const src = thumbnail?.src ?? (isAsked ? address : undefined);
  if (thumbnail === undefined) return <span class="tile-blank" />;
  if (src === undefined || isBroken) return <span class="tile-blank">{kindText(kind)}</span>;
  return (
    <img
      alt=""
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      src={src}
      onError={() => setBroken(true)}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
        if (isAsked && width === 0) onSize(picture, naturalWidth, naturalHeight);
      }}
    />
  );
}
