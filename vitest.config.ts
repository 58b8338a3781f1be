import { defineConfig } from 'vitest/config';

/** What the product is for: an upload outlives its worker and its browser. Run for every commit. */
const mustNeverBreak = ['tests/faults/worker-killed.test.ts', 'tests/faults/browser-restart.test.ts'];

/**
 * `unit` beside the code; `e2e` in real browsers, one file at a time since they share the machine's cores. The others
 * take too long for every commit: `pages` every page in its states, `faults` through a proxy that makes trouble, `slow`
 * what waits for minutes, for real windows, or for a browser that gives two screenshots a second, `clients` the official
 * ones, `full` large files.
 */
export default defineConfig({
  test: {
    // All cores: Vitest leaves one free, which on two of them doubles the time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'lib/**/*.test.ts',
            'components/**/*.test.tsx',
            'server/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/*.test.ts',
            'tests/bench/**/*.test.ts',
            'tests/simulation/**/*.test.ts',
            'tests/s3/**/*.test.ts',
            'tests/gateway/**/*.test.ts',
            'tests/client/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'full',
          include: ['tests/full/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'clients',
          include: ['tests/clients/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          exclude: ['tests/faults/**/*.long.test.ts', ...mustNeverBreak],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pages',
          include: ['tests/pages/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['tests/faults/**/*.long.test.ts', 'tests/e2e/**/*.long.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/contracts/**/*.test.ts', 'tests/e2e/**/*.test.ts', ...mustNeverBreak],
          exclude: ['tests/e2e/**/*.long.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
