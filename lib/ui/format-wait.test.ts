import { expect, test } from 'vitest';
import { formatWait } from './format-wait.ts';

test('waits are rounded up and never shown as nothing', () => {
  const shown = [-5, 0, 1, 1_000, 1_001, 119_000, 120_001, 900_000, 7_200_001].map((ms) =>
    formatWait(ms, 'en'),
  );
  expect(shown).toEqual(['1 sec', '1 sec', '1 sec', '1 sec', '2 sec', '119 sec', '3 min', '15 min', '3 hr']);
});
