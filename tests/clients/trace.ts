import { expect } from 'vitest';
import type { Exchange } from '../faults/history.ts';

/** One request of an upload, without what differs from one upload to the next. */
interface Sent {
  /** Its step, its part, and which request of these it is, such as `put 2#1`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly part: number;
  readonly body: unknown;
}

const order: readonly Exchange['step'][] = ['start', 'upload', 'put', 'commit', 'complete', 'other'];
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
  const counts = new Map<string, number>();
  return [...sent]
    .sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || (a.part ?? 0) - (b.part ?? 0))
    .map((exchange) => ({ ...exchange, name: nameOf(exchange, counts) }))
    .map(({ name, method, step, target, part = 0, sent: body, declaredBytes }) => ({
      name,
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

function nameOf(exchange: Exchange, counts: Map<string, number>): string {
  const title = stepTitle(exchange);
  const count = (counts.get(title) ?? 0) + 1;
  counts.set(title, count);
  return `${title}#${count}`;
}

/** A step, and the part that it is about. */
function stepTitle({ step, part }: Exchange): string {
  return part === undefined ? step : `${step} ${part}`;
}

/** The steps of an upload as they came, such as `start`, `upload 1`, `put 1`, `complete`. */
export function stepsOf(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.filter((exchange) => !isPreflight(exchange)).map(stepTitle);
}

function expectOrder(sent: readonly Exchange[]): void {
  const uploads = sent.filter(({ step }) => step !== 'other');
  if (uploads.length === 0) return;
  const steps = uploads.map(({ step }) => step);
  expect(steps[0]).toBe('start');
  expect(steps.at(-1)).toBe('complete');
  const needed = { put: 'upload', commit: 'put' } as const;
  for (const [index, { step, part }] of uploads.entries()) {
    if (step !== 'put' && step !== 'commit') continue;
    const earlier = uploads.slice(0, index).filter((before) => before.part === part);
    expect(earlier.map((before) => before.step)).toContain(needed[step]);
  }
}

export interface Difference {
  /** Name of the request, then the way to the field, such as `put 2#1.body.bytes`. */
  readonly at: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** Every field, method, path and request in which two traces differ. */
export function differences(theirs: readonly Sent[], ours: readonly Sent[]): readonly Difference[] {
  const byName = (trace: readonly Sent[]) => flat(Object.fromEntries(trace.map((sent) => [sent.name, sent])));
  const [left, right] = [byName(theirs), byName(ours)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((at) => left.get(at) !== right.get(at))
    .map((at) => ({ at, theirs: left.get(at), ours: right.get(at) }));
}

/** Every leaf by its way, such as `start#1.body.store.path`. */
function flat(value: unknown, way = ''): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[way, value]]);
  const entries = Object.entries(value).flatMap(([name, inner]) => [
    ...flat(inner, way === '' ? name : `${way}.${name}`),
  ]);
  return new Map(entries);
}
