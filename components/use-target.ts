import { useRef, useState } from 'preact/hooks';
import type { ProfileView, Snapshot } from '../lib/protocol/messages.ts';
import {
  type ChosenTarget,
  chosenTarget,
  draftProfile,
  shownTarget,
  type TargetDraft,
} from '../lib/ui/chosen-target.ts';

export interface TargetState {
  readonly draft: TargetDraft;
  /** Undefined before the first snapshot. */
  readonly profile: ProfileView | undefined;
  /** Where it goes, for words; undefined before the first snapshot. */
  readonly place: ProfileView['target'] | undefined;
  onChange(draft: TargetDraft): void;
  /** What goes along with a request at this moment; undefined when the folder can't be used. The same between renders. */
  latest(): ChosenTarget | undefined;
}

/** Where what is handed over next goes: kept as long as the page is open. */
export function useTarget(snapshot: Snapshot | undefined): TargetState {
  const [draft, onChange] = useState<TargetDraft>({});
  const profile = snapshot && draftProfile(snapshot.profiles, draft);
  const chosen: ChosenTarget | undefined = profile === undefined ? {} : chosenTarget(profile, draft);
  const current = useRef(chosen);
  current.current = chosen;
  const latest = useRef(() => current.current);
  const place = profile && shownTarget(profile, chosen ?? {});
  return { draft, profile, place, onChange, latest: latest.current };
}
