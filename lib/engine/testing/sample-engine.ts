import { defaultSlotLimits } from '../../core/scheduler.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { createMemoryBlobStore } from '../memory-blob-store.ts';
import { createMemoryDisk, newMemoryProcess } from '../memory-disk.ts';
import { createMemoryJournal } from '../memory-journal.ts';
import { createPartReaders } from '../part-readers.ts';
import type { Clock } from '../ports.ts';
import { createFakeDestination } from './fake-destination.ts';
import { createFakeProvider } from './fake-provider.ts';
import { createFakeTransport } from './fake-transport.ts';
import { newJobId } from './sample-job.ts';

/** An engine over memory and a provider that works. @param changed makes other ports of the usual ones */
export async function startSampleEngine(
  clock: Clock,
  changed: (usual: EnginePorts) => Partial<EnginePorts>,
): Promise<Engine> {
  const disk = createMemoryDisk();
  const owner = newMemoryProcess();
  const provider = createFakeProvider();
  const usual: EnginePorts = {
    journal: createMemoryJournal(disk, owner),
    blobs: createMemoryBlobStore(disk, owner),
    readers: createPartReaders(clock),
    transport: createFakeTransport(provider.put, clock),
    clock,
    limits: defaultSlotLimits,
    newJobId,
    destinationFor: async () => createFakeDestination({ provider }),
    isOnline: () => true,
    bandwidthLimit: () => undefined,
    onChange: () => undefined,
    onProgress: () => undefined,
    onOutlook: () => undefined,
    onEnd: () => undefined,
  };
  const engine = createEngine({ ...usual, ...changed(usual) });
  await engine.recover();
  return engine;
}
