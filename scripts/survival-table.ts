import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

// Writes docs/what-it-survives.md from the titles of the tests: a title that begins with row names, such as
// "N2 N3: …", is the proof of these rows.

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'docs/what-it-survives.md');
const folders = ['lib', 'components', 'tests', 'server'];

/** Groups of rows, by their first letters. */
const groups: readonly (readonly [string, string])[] = [
  ['N', 'Network'],
  ['A', 'Filestack’s API'],
  ['C', 'Clocks'],
  ['L', 'Life of the browser'],
  ['Q', 'Storage'],
  ['FC', 'Files that change'],
  ['U', 'Input and commands'],
  ['M', 'Hostile pages and servers'],
  ['S', 'S3'],
  ['X', 'Several at once'],
];

interface Proof {
  readonly row: string;
  readonly fact: string;
  readonly file: string;
}

async function testFiles(): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  return (
    lists
      .flat()
      .filter((entry) => entry.isFile() && /\.test\.tsx?$|-contract\.ts$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      // Its titles are samples.
      .filter((file) => file !== 'tests/survival-table.test.ts')
      .sort()
  );
}

/** The rows that a file's titles name, each with the fact that its test states. */
export function proofsIn(text: string, file: string): readonly Proof[] {
  return [...text.matchAll(/['"`]((?:[A-Z]{1,2}\d{1,2} ?)+): ([^\n]*?)['"`],/g)].flatMap(
    ([, rows = '', fact = '']) =>
      rows
        .trim()
        .split(' ')
        .map((row) => ({ row, fact, file })),
  );
}

function tableOf(prefix: string, proofs: readonly Proof[]): readonly string[] {
  const mine = proofs.filter(({ row }) => row.replace(/\d+$/, '') === prefix);
  const rows = [...new Set(mine.map(({ row }) => row))].sort(
    (a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)),
  );
  return rows.map((row) => {
    const facts = mine
      .filter((proof) => proof.row === row)
      .map(({ fact, file }) => `${fact.replaceAll('|', '\\|')} (\`${file}\`)`);
    return `| ${row} | ${[...new Set(facts)].join('<br>')} |`;
  });
}

export async function survivalTable(): Promise<string> {
  const files = await testFiles();
  const proofs = (
    await Promise.all(files.map(async (file) => proofsIn(await readFile(join(root, file), 'utf8'), file)))
  ).flat();
  const sections = groups.flatMap(([prefix, title]) => {
    const table = tableOf(prefix, proofs);
    return table.length === 0
      ? []
      : ['', `## ${title}`, '', '| row | what a test states, and where |', '|---|---|', ...table];
  });
  return `${[
    '# What it survives',
    '',
    'Made from the titles of the tests by `npm run survival-table`; each row is a way in which things go wrong, each',
    'sentence a test that fails when it stops being true.',
    ...sections,
  ].join('\n')}\n`;
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(target, await survivalTable());
  console.error(`wrote ${relative(root, target)}`);
}
