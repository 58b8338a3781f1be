import type { Measurement } from './bench-run.ts';
import type { Contender } from './contenders.ts';
import { shareOf } from './share.ts';
import { median, spread } from './statistics.ts';

/** All that was measured with one delay of the answers. */
export interface Column {
  readonly delayMs: number;
  readonly results: ReadonlyMap<string, readonly Measurement[]>;
}

const GIB = 1024 ** 3;
const ms = (value: number) => Math.round(value).toLocaleString('en-US');

function cells(name: string, { results }: Column, fileSizeBytes: number): readonly string[] {
  const mine = results.get(name) ?? [];
  const sent = mine.map(({ sentMs }) => sentMs);
  const [least, most] = spread(sent);
  const cpu = median(mine.map(({ cpuSeconds }) => cpuSeconds)) / (fileSizeBytes / GIB);
  return [
    shareOf(name, results).toFixed(2),
    `${ms(median(sent))} (${ms(least)}–${ms(most)})`,
    ms(median(mine.map(({ chosenMs }) => chosenMs))),
    cpu.toFixed(1),
  ];
}

/** The table in Markdown: a row for each uploader, four columns for each delay. */
export function tableOf(
  contenders: readonly Contender[],
  columns: readonly Column[],
  fileSizeBytes: number,
): string {
  const heads = columns.flatMap(({ delayMs }) => [
    `share at ${delayMs} ms`,
    'first request → stored, ms',
    'chosen → stored, ms',
    'CPU s a GiB',
  ]);
  const rows = contenders.map(({ name }) => [
    name,
    ...columns.flatMap((column) => cells(name, column, fileSizeBytes)),
  ]);
  const line = (words: readonly string[]) => `| ${words.join(' | ')} |`;
  const rule = ['---', ...heads.map(() => '--:')];
  return [line(['uploader', ...heads]), line(rule), ...rows.map(line)].join('\n');
}
