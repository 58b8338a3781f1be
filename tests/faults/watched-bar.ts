import type { Page } from 'puppeteer';
import type { Row } from './rows.ts';

/** What the bar of a row shows at one moment. */
export interface BarLook {
  readonly atMs: number;
  readonly value: number;
  /** What stands below the bar. */
  readonly text: string;
  /** Whether the row says that the upload was begun anew. */
  readonly saysRestart: boolean;
}

/** Everything that a bar has shown, one look for each change of its row. */
export interface ShownBar {
  readonly looks: readonly BarLook[];
  readonly max: number;
  /** State of the row when the bar went; undefined while it is there. */
  readonly endedIn?: string;
}

export interface WatchedBar {
  read(): Promise<ShownBar>;
  /** Waits until the bar shows at least this. */
  reaches(value: number): Promise<void>;
}

const RESTARTED = 'it was begun anew';

/** Looks at the bar of a row from now on, whenever anything on the page changes. It is to be the same one all the time. */
export async function watchBar(page: Page, { selector }: Row): Promise<WatchedBar> {
  const bar = await page.waitForSelector(`${selector} ::-p-aria([role="progressbar"])`);
  if (bar === null) throw new Error('the row has no bar');
  const seen = await bar.evaluateHandle(
    (element, row, restarted) => {
      if (!(element instanceof HTMLProgressElement)) throw new Error('the bar is no progress element');
      const looks: BarLook[] = [];
      const shown: { looks: BarLook[]; max: number; endedIn?: string } = { looks, max: element.max };
      const observer = new MutationObserver(look);
      function look(): void {
        const item = document.querySelector<HTMLElement>(row);
        if (!(element instanceof HTMLProgressElement) || !element.isConnected) {
          shown.endedIn = item?.dataset['state'] ?? 'the row is gone';
          observer.disconnect();
          return;
        }
        const text = item?.querySelector('.upload-progress')?.textContent ?? '';
        const saysRestart = item?.textContent?.includes(restarted) ?? false;
        looks.push({ atMs: Date.now(), value: element.value, text, saysRestart });
      }
      observer.observe(document.body, {
        ...{ subtree: true, childList: true, attributes: true, characterData: true },
      });
      look();
      return shown;
    },
    selector,
    RESTARTED,
  );
  return {
    read: () => seen.jsonValue(),
    async reaches(value) {
      await page.waitForFunction(
        ({ looks }, least) => looks.some((look) => look.value >= least),
        { polling: 50 },
        seen,
        value,
      );
    },
  };
}

/** The looks at which the bar showed less than before. */
export function fallsOf({
  looks,
}: ShownBar): readonly { readonly before: BarLook; readonly after: BarLook }[] {
  return looks.slice(1).flatMap((after, index) => {
    const before = looks[index];
    return before !== undefined && after.value < before.value ? [{ before, after }] : [];
  });
}
