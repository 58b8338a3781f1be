import type { JobId } from '../core/job.ts';
import type { LinkSettings } from '../protocol/link-settings.ts';
import type { JobView, LinksCopy } from '../protocol/messages.ts';
import { type EndedBatch, linksOf, lookAtBatch } from './ended-links.ts';

interface LinkCopierPorts {
  /** How links are copied; undefined where none is to be copied by itself, or it is left to the pages. */
  wanted(): Promise<LinkSettings | undefined>;
  /** @returns whether it is on the clipboard */
  write(text: string): Promise<boolean>;
  nowMs(): number;
  /** Called when there is another `last`. */
  onCopied(): void;
}

export interface LinkCopier {
  /** To be called with all uploads whenever they have changed. */
  look(views: readonly JobView[]): void;
  /** What became of the links that were to be copied last. */
  last(): LinksCopy | undefined;
  /** The uploads whose links have been put on the clipboard last, once all that was looked at is done. */
  onClipboard(): Promise<readonly JobId[]>;
}

/**
 * Puts the links of uploads that end on the clipboard, when that is wanted: of those that were under way together, all of
 * them, a line each. What has ended before this process began is history.
 */
export function createLinkCopier(ports: LinkCopierPorts): LinkCopier {
  const sinceMs = ports.nowMs();
  let batch: EndedBatch = { seen: [], ended: [] };
  let last: LinksCopy | undefined;
  let copied: readonly JobId[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function look(views: readonly JobView[]): Promise<void> {
    const settings = await ports.wanted();
    if (settings === undefined) {
      batch = { seen: views, ended: [] };
      return;
    }
    const looked = lookAtBatch(batch, views, sinceMs);
    batch = looked.batch;
    if (!looked.hasNews) return;
    const texts = linksOf(batch.ended, views, settings);
    const isOnClipboard = await ports.write(texts.join('\n'));
    copied = isOnClipboard ? batch.ended : [];
    last = { atMs: ports.nowMs(), links: texts.length, isOnClipboard };
    ports.onCopied();
  }

  return {
    look(views) {
      turn = turn.then(() => look(views)).catch(() => undefined);
    },
    last: () => last,
    onClipboard: async () => {
      await turn;
      return copied;
    },
  };
}
