import type { Measurement } from './bench-run.ts';
import { limit } from './contenders.ts';
import { median } from './statistics.ts';

/** The limit's median by the uploader's; NaN when one of them was not measured. */
export function shareOf(name: string, results: ReadonlyMap<string, readonly Measurement[]>): number {
  const medianOf = (measured: readonly Measurement[] = []) => median(measured.map(({ sentMs }) => sentMs));
  return medianOf(results.get(limit.name)) / medianOf(results.get(name));
}
