import { randomBytes } from 'node:crypto';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../../scripts/build-extension.ts';
import { type Measurement, type RunPlan, runOnce } from './bench-run.ts';
import { type Contender, contenders } from './contenders.ts';
import { floorsText } from './floors.ts';
import { measureMemory } from './memory.ts';
import { servePages } from './page-bundles.ts';
import { startSink } from './sink-process.ts';
import { rotated } from './statistics.ts';
import { type Column, tableOf } from './table.ts';

// `npm run bench`: all uploaders on this machine, one after the other, in rounds.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    mib: { type: 'string', default: '256' },
    delays: { type: 'string', default: '0,50' },
    /** Runs only those whose name has this in it, and the limit. */
    only: { type: 'string', default: '' },
    /** Writes the table into the README beside this file. */
    keep: { type: 'boolean', default: false },
    /** Measures the memory and the time a part of one upload instead, of `--mib`; of zeros, for want of disk. */
    memory: { type: 'boolean', default: false },
  },
});

const MIB = 1024 ** 2;

async function makeFile(sizeBytes: number, isHollow: boolean): Promise<string> {
  const path = join(tmpdir(), `s3-uploader-bench-${process.pid}.bin`);
  const file = await open(path, 'w');
  if (isHollow) await file.truncate(sizeBytes);
  for (let left = isHollow ? 0 : sizeBytes; left > 0; left -= 16 * MIB)
    await file.write(randomBytes(Math.min(left, 16 * MIB)));
  await file.close();
  return path;
}

async function keep(table: string): Promise<void> {
  const path = join(import.meta.dirname, 'README.md');
  const text = await readFile(path, 'utf8');
  const marked = /(<!-- table -->\n)[\s\S]*?(<!-- end -->)/;
  await writeFile(
    path,
    text.replace(marked, (_, start: string, end: string) => `${start}${table.trimEnd()}\n${end}`),
  );
}

/** A run that was disturbed by so much is measured again. */
const MOST_STOLEN = 0.02;
const MOST_ATTEMPTS = 5;
let repeated = 0;

/** One run that the host did not disturb, or the least disturbed of a few. */
async function measure(contender: Contender, plan: RunPlan): Promise<Measurement> {
  let best: Measurement | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const result = await runOnce(contender, plan, sink, site.pageUrl);
    if (best === undefined || result.stolenShare < best.stolenShare) best = result;
    if (best.stolenShare <= MOST_STOLEN || attempt === MOST_ATTEMPTS) return best;
    repeated += 1;
  }
}

async function compare(plan: Omit<RunPlan, 'delayMs'>): Promise<void> {
  const columns: Column[] = [];
  for (const delayMs of values.delays.split(',').map(Number)) {
    const results = new Map(chosen.map(({ name }) => [name, [] as Measurement[]]));
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const contender of rotated(chosen, round)) {
        const result = await measure(contender, { ...plan, delayMs });
        results.get(contender.name)?.push(result);
        process.stderr.write(
          `${delayMs} ms, round ${round + 1}: ${contender.name} ${Math.round(result.sentMs)} ms, ${(result.stolenShare * 100).toFixed(1)} % stolen\n`,
        );
      }
    }
    columns.push({ delayMs, results });
  }
  const table = tableOf(chosen, columns, fileSizeBytes);
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}; ${values.mib} MiB in 5 MiB parts, 5 at once; ${values.rounds} rounds; ${repeated} runs were disturbed by the machine's host and measured again.`;
  process.stdout.write(`${machine}\n\n${table}\n\n${floorsText(columns)}\n`);
  if (values.keep) await keep(`${machine}\n\n${table}\n`);
}

const fileSizeBytes = Number(values.mib) * MIB;
const chosen = contenders.filter(
  ({ name, page }) => page === 'bare-fetch' || name.toLowerCase().includes(values.only.toLowerCase()),
);
await buildExtension(join(import.meta.dirname, '../..'));
const sink = await startSink();
const pages = values.memory ? [] : chosen.flatMap(({ page }) => page ?? []);
const site = await servePages([...new Set(pages)]);
const filePath = await makeFile(fileSizeBytes, values.memory);
try {
  const plan = { filePath, fileSizeBytes, partSizeBytes: 5 * MIB, concurrency: 5 };
  if (values.memory) {
    const { msAPart, idleBytes, peakBytes, samples } = await measureMemory({ ...plan, delayMs: 0 }, sink);
    const mib = (bytes: number) => Math.round(bytes / MIB);
    process.stdout.write(
      `${values.mib} MiB: idle ${mib(idleBytes)} MiB, peak ${mib(peakBytes)} MiB, ${mib(peakBytes - idleBytes)} MiB more, ${samples} samples; ${msAPart.toFixed(1)} ms a part\n`,
    );
  } else {
    await compare(plan);
  }
} finally {
  sink.close();
  site.close();
  await rm(filePath, { force: true });
}
