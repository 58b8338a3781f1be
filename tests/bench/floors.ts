import { shareOf } from './share.ts';
import type { Column } from './table.ts';

/** The least share of the limit that an uploader of ours is done with. */
interface Floor {
  readonly name: string;
  readonly delayMs: number;
  readonly share: number;
}

export const floors: readonly Floor[] = [
  { name: 'this extension, MD5', delayMs: 0, share: 0.6 },
  { name: 'this extension, MD5', delayMs: 50, share: 0.8 },
  { name: 'this extension, no MD5', delayMs: 0, share: 0.95 },
  { name: 'this extension, no MD5', delayMs: 50, share: 0.9 },
];

/** One line for each floor: met, missed, or not measured. */
export function floorsText(columns: readonly Column[]): string {
  const lines = floors.map(({ name, delayMs, share }) => {
    const column = columns.find((measured) => measured.delayMs === delayMs);
    const reached = column === undefined ? Number.NaN : shareOf(name, column.results);
    const wanted = `${name}, ${delayMs} ms: ${share.toFixed(2)} is wanted at least`;
    if (Number.isNaN(reached)) return `- ${wanted}: not measured`;
    // Not rounded: what is a little too slow is too slow.
    return `- ${wanted}: ${reached >= share ? 'met' : 'MISSED'}, ${reached.toFixed(3)}`;
  });
  return lines.join('\n');
}
