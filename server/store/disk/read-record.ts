import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** A record of ours, or undefined when there is none. A record that doesn't parse is damage, and said loudly. */
export async function readRecord<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!result.success) throw new Error(`damaged record ${path}: ${v.summarize(result.issues)}`);
  return result.output;
}

/** All records of a folder. Leftovers of interrupted writes (`*.tmp`) are no records. */
export async function readRecords<Schema extends v.GenericSchema>(
  folder: string,
  schema: Schema,
): Promise<readonly v.InferOutput<Schema>[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const records: v.InferOutput<Schema>[] = [];
  for (const name of names) {
    const record = await readRecord(join(folder, name), schema);
    if (record !== undefined) records.push(record);
  }
  return records;
}
