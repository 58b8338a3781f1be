/** A moment in the person's own time, as it can stand in a name: `2026-11-23 08-05-09`. */
export function localStamp(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  const time = [two(moment.getHours()), two(moment.getMinutes()), two(moment.getSeconds())].join('-');
  return `${date} ${time}`;
}
