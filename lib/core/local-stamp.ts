/** The day and the time of a moment as names spell them, in the person's own time: `2026-11-23` and `08-05-09`. */
export function localDayAndTime(moment: Date): { readonly date: string; readonly time: string } {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-'),
    time: [two(moment.getHours()), two(moment.getMinutes()), two(moment.getSeconds())].join('-'),
  };
}

/** A moment in the person's own time, as it can stand in a name: `2026-11-23 08-05-09`. */
export function localStamp(moment: Date): string {
  const { date, time } = localDayAndTime(moment);
  return `${date} ${time}`;
}
