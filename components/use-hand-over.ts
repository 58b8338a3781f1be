import { useCallback, useState } from 'preact/hooks';
import type { Reply } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import type { Choice, ChosenFile } from '../lib/ui/choice.ts';
import type { ChosenTarget } from '../lib/ui/chosen-target.ts';
import { leftOutText, pathOf, replyTexts } from '../lib/ui/reply-text.ts';

/** How much of what is being handed over has been taken. */
export interface HandOverProgress {
  readonly taken: number;
  readonly total: number;
}

export interface HandOver {
  /** What a person should hear of what they gave last. */
  readonly alerts: readonly string[];
  readonly progress: HandOverProgress;
  /** Forgets what was said before, as something new is given. */
  begin(...texts: readonly string[]): void;
  say(text: string): void;
  /** Gives the background what was chosen: the first files in this very moment, since the page may be closed. */
  take(choice: Choice, target: ChosenTarget): Promise<void>;
  /** Gives it one thing, and says what came of that. @returns whether it was taken */
  give(name: string, send: () => Promise<Reply>): Promise<boolean>;
}

/** What is given in one go; between two of them the page does what else there is to do. */
const AT_ONCE = 250;
const nothing: HandOverProgress = { taken: 0, total: 0 };

/** Hands files over to the background. Its functions stay the same between renders. */
export function useHandOver(client: BackgroundClient): HandOver {
  const [alerts, setAlerts] = useState<readonly string[]>([]);
  const [progress, setProgress] = useState(nothing);

  const begin = useCallback((...texts: readonly string[]) => setAlerts(texts), []);
  const hear = useCallback((texts: readonly string[]) => {
    // Many a text is the same for every file: one about the policy, for instance.
    if (texts.length > 0) setAlerts((heard) => [...new Set([...heard, ...texts])]);
  }, []);
  const say = useCallback((text: string) => hear([text]), [hear]);
  const count = useCallback((taken: number, total: number) => {
    setProgress((before) => {
      const now = { taken: before.taken + taken, total: before.total + total };
      return now.taken === now.total ? nothing : now;
    });
  }, []);

  const give = useCallback(
    async (name: string, send: () => Promise<Reply>) => {
      const reply = await send().catch((): Reply => ({ kind: 'refused', refusal: 'failed' }));
      hear(replyTexts(name, reply));
      return reply.kind !== 'refused';
    },
    [hear],
  );

  const take = useCallback(
    async ({ files, leftOut }: Choice, target: ChosenTarget) => {
      hear(leftOut.map(leftOutText));
      count(0, files.length);
      const giveOne = async (chosen: ChosenFile) => {
        await give(pathOf(chosen), () => client.addFile(chosen, target));
        count(1, 0);
      };
      const given: Promise<void>[] = [];
      for (const [index, chosen] of files.entries()) {
        if (index % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
        given.push(giveOne(chosen));
      }
      await Promise.all(given);
    },
    [client, give, hear, count],
  );

  return { alerts, progress, begin, say, take, give };
}
