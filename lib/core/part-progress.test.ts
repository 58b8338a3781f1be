import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MIN_PART_SIZE_BYTES, partRange, planParts } from './part-plan.ts';
import {
  duePart,
  isComplete,
  noProgress,
  recoverProgress,
  returnAll,
  returnPart,
  storePart,
  takePart,
} from './part-progress.ts';

const plan = planParts(9 * MIN_PART_SIZE_BYTES + 1);

test('I1 I28: every part is handed out until it is stored, none while it is under way, in any order of luck', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('take', 'store', 'fail', 'drop all'), { maxLength: 200 }),
      (moves) => {
        let progress = noProgress;
        const stored = new Set<number>();
        for (const move of moves) {
          const [first] = progress.inFlight;
          if (move === 'take') {
            const part = duePart(progress, plan, 0);
            if (part === undefined) continue;
            if (stored.has(part.partNumber)) return false;
            if (progress.inFlight.some(({ partNumber }) => partNumber === part.partNumber)) return false;
            progress = takePart(progress, part);
          } else if (move === 'drop all') progress = returnAll(progress);
          else if (first !== undefined && move === 'fail')
            progress = returnPart(progress, { ...first, failures: 1, dueMs: 0 });
          else if (first !== undefined) {
            stored.add(first.partNumber);
            progress = storePart(progress, first.partNumber, partRange(plan, first.partNumber).sizeBytes);
          }
        }
        // Go on until nothing is left to do: every part must then be stored exactly once.
        progress = returnAll(progress);
        for (let part = duePart(progress, plan, 0); part !== undefined; part = duePart(progress, plan, 0)) {
          if (stored.has(part.partNumber)) return false;
          stored.add(part.partNumber);
          progress = storePart(
            takePart(progress, part),
            part.partNumber,
            partRange(plan, part.partNumber).sizeBytes,
          );
        }
        return stored.size === plan.partCount && isComplete(progress, plan);
      },
    ),
  );
});

test('L1: after a restart exactly the parts that the journal lacks are sent', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: plan.partCount })), (numbers) => {
      let progress = recoverProgress(numbers.map((n) => partRange(plan, n)));
      const sent: number[] = [];
      for (let part = duePart(progress, plan, 0); part !== undefined; part = duePart(progress, plan, 0)) {
        sent.push(part.partNumber);
        progress = storePart(
          takePart(progress, part),
          part.partNumber,
          partRange(plan, part.partNumber).sizeBytes,
        );
      }
      expect(new Set([...sent, ...numbers]).size).toBe(plan.partCount);
      expect(sent).toHaveLength(plan.partCount - numbers.length);
      expect(isComplete(progress, plan)).toBe(true);
    }),
  );
});

test('a part that failed is not sent again before its time', () => {
  const part = { partNumber: 1, dueMs: 500, failures: 1 };
  const progress = returnPart(takePart(noProgress, { partNumber: 1, dueMs: 0, failures: 0 }), part);
  expect(duePart(progress, plan, 499)?.partNumber).toBe(2);
  expect(duePart(progress, plan, 500)).toEqual(part);
});
