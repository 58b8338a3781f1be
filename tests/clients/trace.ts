import { expect } from 'vitest';
import type { Exchange } from '../faults/history.ts';

/** One request of an upload, without what differs from one upload to the next. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly part: number;
  readonly body: unknown;
}

const order = ['start', 'upload', 'put', 'complete', 'other'];
/** Told by the server, another one for each upload. */
const serversOwn = ['uri', 'upload_id'];

const isPreflight = ({ method }: Exchange) => method === 'OPTIONS';

/**
 * What a client sent, in one order whatever parts passed each other on the way; states that no step came before the one
 * that it needs.
 */
export function traceOf(exchanges: readonly Exchange[]): readonly Sent[] {
  const sent = exchanges.filter((exchange) => !isPreflight(exchange));
  expectOrder(sent);
  return [...sent]
    .sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || (a.part ?? 0) - (b.part ?? 0))
    .map(({ method, step, target, part = 0, sent: body, declaredBytes }) => ({
      method,
      path: step === 'put' ? 'the signed address' : target,
      part,
      body: step === 'put' ? { bytes: declaredBytes } : withoutServersOwn(body),
    }));
}

function withoutServersOwn(body: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, serversOwn.includes(name) ? 'as told' : value]),
  );
}

function expectOrder(sent: readonly Exchange[]): void {
  const uploads = sent.filter(({ step }) => step !== 'other');
  if (uploads.length === 0) return;
  const steps = uploads.map(({ step }) => step);
  expect(steps[0]).toBe('start');
  expect(steps.at(-1)).toBe('complete');
  for (const [index, { step, part }] of uploads.entries()) {
    if (step !== 'put') continue;
    expect(uploads.slice(0, index).some((before) => before.step === 'upload' && before.part === part)).toBe(
      true,
    );
  }
}

export interface Difference {
  /** Number of the request, then the way to the field. */
  readonly at: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** Every field, method, path and request in which two traces differ. */
export function differences(theirs: readonly Sent[], ours: readonly Sent[]): readonly Difference[] {
  const [left, right] = [flat(theirs), flat(ours)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((at) => left.get(at) !== right.get(at))
    .map((at) => ({ at, theirs: left.get(at), ours: right.get(at) }));
}

/** Every leaf by its way, such as `0.body.store.path`. */
function flat(value: unknown, way = ''): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[way, value]]);
  const entries = Object.entries(value).flatMap(([name, inner]) => [
    ...flat(inner, way === '' ? name : `${way}.${name}`),
  ]);
  return new Map(entries);
}
