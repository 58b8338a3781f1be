import { parseArgs } from 'node:util';
import { runSeed } from '../tests/simulation/campaign.ts';

// Long campaigns of the simulation: `npm run simulate -- --seeds 10000`, and one failing seed again:
// `npm run simulate -- --seed 4711`. The last line counts.

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
});
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count < 1) {
  console.error('--seeds, --from and --seed take whole numbers');
  process.exit(2);
}

const totals = { runs: 0, requests: 0, faults: 0, crashes: 0, losses: 0, lost: 0, doubled: 0, wrong: 0 };
for (let seed = first; seed < first + count; seed++) {
  const verdict = await runSeed(seed);
  totals.runs += 1;
  for (const name of ['requests', 'faults', 'crashes', 'losses'] as const) totals[name] += verdict[name];
  for (const name of ['lost', 'doubled', 'wrong'] as const) {
    totals[name] += verdict[name].length;
    for (const what of verdict[name])
      console.log(`seed ${seed}: ${name}: ${what}   (again: npm run simulate -- --seed ${seed})`);
  }
  if (totals.runs % 1000 === 0) console.error(`${totals.runs} runs`);
}
console.log(
  Object.entries(totals)
    .map(([name, number]) => `${name} ${number}`)
    .join(', '),
);
process.exitCode = totals.lost + totals.doubled + totals.wrong > 0 ? 1 : 0;
