import type { OpenLine } from './offscreen-line.ts';
import { clipboardPermission } from './optional-permission.ts';

/** The clipboard, written to while no page of ours has the focus. */
export interface BackgroundClipboard {
  /** Whether the browser allows it now. */
  isAllowed(): Promise<boolean>;
  /** Never rejects. @returns whether the text is on the clipboard */
  write(text: string): Promise<boolean>;
}

/**
 * Chromium's background has no clipboard, but its offscreen document has; Firefox's is a page and has it. Listens at once,
 * as a worker must.
 * @param onChange called when the browser has been told to allow it, or no longer to
 */
export function createBackgroundClipboard(
  openLine: OpenLine | undefined,
  onChange: () => void,
): BackgroundClipboard {
  // Asked again only when it has changed: each snapshot for a page tells of it.
  const ask = () => clipboardPermission.has().catch(() => false);
  let isAllowed = ask();
  clipboardPermission.watch(() => {
    isAllowed = ask();
    onChange();
  });

  return {
    isAllowed: () => isAllowed,
    async write(text) {
      if (openLine !== undefined) return await writeThrough(openLine, text);
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
  };
}

async function writeThrough(openLine: OpenLine, text: string): Promise<boolean> {
  const line = await openLine();
  if (line === undefined) return false;
  return await new Promise((resolve) => {
    const asked = line.ask({ type: 'copy', text }, (hearing) => {
      asked.hangUp();
      resolve(hearing.type === 'copied' && hearing.isOnClipboard);
    });
  });
}
