import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { defaultGuard } from '../lib/protocol/guard-settings.ts';
import type { ProfileView, Snapshot } from '../lib/protocol/messages.ts';
import { confirmTexts, mustConfirm } from '../lib/ui/confirm-choice.ts';

type Files = Parameters<typeof mustConfirm>[0];

/** What waits for an answer: what was chosen while it is open belongs to it, too. */
interface Asked {
  readonly files: Files;
  readonly goOn: readonly (() => void)[];
}

export interface Confirmation {
  /**
   * Goes on at once, or when the person has confirmed it: both in the event itself, as long as there has been a snapshot.
   * The same between renders.
   */
  ask(files: Files, goOn: () => void): void;
  /** What is to be asked now. */
  readonly texts: ReturnType<typeof confirmTexts> | undefined;
  answer(isYes: boolean): void;
}

const defaultLimits: Snapshot['confirmOver'] = {
  bytes: defaultGuard.confirmBytes,
  files: defaultGuard.confirmFiles,
};

/**
 * Has the person confirm what is much at once. Before the first snapshot nobody knows their own limits, and a page may
 * be closed as soon as something is chosen: what is within the defaults goes on, the rest waits for the snapshot.
 * @param place where it all is to go, where that can be said
 */
export function useConfirmation(
  snapshot: Snapshot | undefined,
  place: ProfileView['target'] | undefined,
): Confirmation {
  const [asked, setAsked] = useState<Asked>();
  const latest = useRef<{ asked?: Asked; limits: Snapshot['confirmOver'] }>({ limits: defaultLimits });
  latest.current.limits = snapshot?.confirmOver ?? defaultLimits;

  const show = useCallback((next: Asked | undefined) => {
    if (next === undefined) delete latest.current.asked;
    else latest.current.asked = next;
    setAsked(next);
  }, []);

  const ask = useCallback(
    (files: Files, goOn: () => void) => {
      const open = latest.current.asked;
      if (open === undefined && !mustConfirm(files, latest.current.limits)) goOn();
      else show({ files: [...(open?.files ?? []), ...files], goOn: [...(open?.goOn ?? []), goOn] });
    },
    [show],
  );

  const answer = useCallback(
    (isYes: boolean) => {
      const open = latest.current.asked;
      show(undefined);
      if (isYes) for (const goOn of open?.goOn ?? []) goOn();
    },
    [show],
  );

  const hasLimits = snapshot !== undefined;
  useEffect(() => {
    const open = latest.current.asked;
    if (hasLimits && open !== undefined && !mustConfirm(open.files, latest.current.limits)) answer(true);
  }, [hasLimits, answer]);

  const texts = asked && snapshot && confirmTexts(asked.files, place);
  return { ask, texts, answer };
}
