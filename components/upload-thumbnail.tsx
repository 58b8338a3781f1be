import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { type FileKind, fileKind } from '../lib/core/file-kind.ts';
import { isFinal } from '../lib/core/job.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import type { AskThumbnail } from '../lib/ui/thumbnail-asker.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** How the rows of a page ask for small pictures of their uploads. */
export const ThumbnailContext = createContext<AskThumbnail>(async () => null);

const icons: Readonly<Record<FileKind, IconName>> = {
  pictures: 'image',
  video: 'film',
  audio: 'audioLines',
  documents: 'fileText',
  other: 'file',
};

/**
 * A small picture of an upload, or else an icon of its kind, of the same size. It is asked for once its row is on screen.
 * It says nothing to screen readers that the name does not say.
 */
export function UploadThumbnail({ job }: { job: JobView }) {
  const { id, state } = job;
  const kind = fileKind(job);
  const isPicture = kind === 'pictures' && state !== 'staging';
  const ask = useContext(ThumbnailContext);
  const place = useRef<HTMLSpanElement>(null);
  const [src, setSrc] = useState<string | null>(null);
  const isOnScreen = useOnScreen(place, isPicture && src === null);
  // It may be drawn only while the upload is under way: asked for again when that has ended.
  const isEnded = isFinal(state);

  useEffect(() => {
    if (!isOnScreen || !isPicture) return undefined;
    let isWanted = true;
    void ask(id).then((found) => {
      if (isWanted && found !== null) setSrc(found);
    });
    return () => {
      isWanted = false;
    };
  }, [id, isOnScreen, isPicture, isEnded, ask]);

  return (
    <span ref={place} class="thumbnail">
      {src === null ? <Icon name={icons[kind]} /> : <img alt="" src={src} onError={() => setSrc(null)} />}
    </span>
  );
}

/** Whether an element is, or was, on screen; watched as long as that is of interest. */
function useOnScreen(place: { readonly current: Element | null }, isOfInterest: boolean): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = place;
    if (current === null || isSeen || !isOfInterest || typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [place, isSeen, isOfInterest]);
  return isSeen;
}
