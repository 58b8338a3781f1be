import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import type { Exchange } from './history.ts';
import { type ChosenFile, useScene } from './scene.ts';

const scene = useScene();
const KIB = 1024;

/** A link that breaks every PUT after so many bytes. */
const breakAfter = (bytes: number, isConcerned: (exchange: Exchange) => boolean = () => true) =>
  scene.proxy.inject({
    match: (exchange) => exchange.step === 'put' && exchange.declaredBytes > bytes && isConcerned(exchange),
    do: { kind: 'reset', afterBytes: bytes },
  });

const arrived = (puts: readonly Exchange[]): readonly number[] =>
  puts.filter(({ end }) => end === 'answered').map(({ receivedBytes }) => receivedBytes);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
const sentOf = (file: ChosenFile, step: 'start' | 'complete') => file.calls(step)[0]?.sent;

test('N2: over a link that breaks after 600 KiB parts shrink to chunks of 512 KiB, and each byte arrives once', async () => {
  await scene.bench.configure({ upload: { intelligent: true } });
  breakAfter(600 * KIB);
  const file = await scene.choose('shrinking.bin', 9 * MIB + 1);
  const job = await file.isStored();
  expect(job.retries).toBe(0);
  expect([job.partCount, job.storedBytes]).toEqual([2, 9 * MIB + 1]);
  const declared = file.calls('put', 1).map(({ declaredBytes }) => declaredBytes / KIB);
  expect(declared).toEqual([8192, 4096, 2048, 1024, ...Array(16).fill(512)]);
  expect([1, 2].map((part) => sum(arrived(file.calls('put', part))))).toEqual([8 * MIB, MIB + 1]);
  expect(file.calls('commit').map(({ status }) => status)).toEqual([200, 200]);
  expect(sentOf(file, 'complete')).toMatchObject({ fii: true });
  expect(sentOf(file, 'complete')).not.toHaveProperty('parts');
});

test('N2: as a fallback only the part that broke goes in chunks', async () => {
  await scene.bench.configure({ upload: { intelligent: 'fallback' } });
  breakAfter(MIB, ({ part }) => part === 2);
  const file = await scene.choose('fallback.bin', 17 * MIB);
  const job = await file.isStored();
  expect(job.retries).toBe(0);
  expect([1, 3].map((part) => file.calls('put', part).length)).toEqual([1, 1]);
  const puts = file.calls('put', 2);
  expect(puts.map(({ declaredBytes }) => declaredBytes / KIB)).toEqual([
    8192,
    4096,
    2048,
    ...Array(8).fill(1024),
  ]);
  expect(file.calls('commit').map(({ part }) => part)).toEqual([2]);
  const listed = [{ part_number: 1 }, { part_number: 3 }];
  expect(sentOf(file, 'complete')).toMatchObject({ fii: true, parts: listed });
});

test('N3: a commit whose answer was lost is asked again, and no chunk with it', async () => {
  await scene.bench.configure({ upload: { intelligent: true } });
  scene.proxy.inject({ match: { step: 'commit' }, times: 1, do: { kind: 'lose-answer' } });
  const file = await scene.choose('lost commit.bin', 3 * MIB);
  await file.isStored();
  expect(file.calls('put')).toHaveLength(1);
  expect(file.calls('commit').map(({ serverStatus }) => serverStatus)).toEqual([200, 200]);
});

test('L1: a worker killed between chunks begins their part anew and stores the file whole', async () => {
  await scene.bench.configure({ upload: { intelligent: true } });
  breakAfter(3 * MIB);
  const hold = scene.proxy.hold(
    ({ step, sent }) => step === 'upload' && sent['offset'] === 4 * MIB,
    'answer',
  );
  const file = await scene.choose('killed.bin', 8 * MIB);
  await hold.arrived;
  await scene.bench.killWorker();
  hold.release();
  await file.isStored();
  const offsets = file.calls('upload').map(({ sent }) => Number(sent['offset']) / MIB);
  expect(offsets).toEqual([0, 0, 0, 2, 4, 0, 0, 0, 2, 4, 6]);
});

test('a server that does not offer chunks gets whole parts', async () => {
  await scene.bench.configure({ upload: { intelligent: true } });
  scene.proxy.inject({
    match: { step: 'start' },
    do: { kind: 'edit', edit: ({ upload_type: _offer, ...answer }) => answer },
  });
  scene.proxy.inject({ match: { step: 'put' }, times: 1, do: { kind: 'reset', afterBytes: 'half' } });
  const file = await scene.choose('not offered.bin', 9 * MIB);
  const job = await file.isStored();
  expect([job.partCount, job.retries]).toEqual([2, 1]);
  expect(sentOf(file, 'start')).toMatchObject({ fii: true });
  expect(file.calls('upload').some(({ sent }) => 'fii' in sent || 'offset' in sent)).toBe(false);
  expect(file.calls('commit')).toEqual([]);
});
