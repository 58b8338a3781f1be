/** How far back uploads are looked for. */
export const periods = ['any', 'today', 'week', 'month', 'year'] as const;
export type Period = (typeof periods)[number];

const DAY_MS = 86_400_000;

/** Days before the one that has begun last. */
const days: Readonly<Record<Exclude<Period, 'any'>, number>> = { today: 0, week: 6, month: 29, year: 364 };

/** When a period began: at midnight, where the person is. */
export function sinceMsOf(period: Period, nowMs: number): number | undefined {
  if (period === 'any') return undefined;
  // By noon, since not every day has 24 hours.
  const today = new Date(nowMs).setHours(12, 0, 0, 0);
  return new Date(today - days[period] * DAY_MS).setHours(0, 0, 0, 0);
}
