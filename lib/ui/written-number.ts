/** A number as people write it, with a point or a comma. @returns undefined when nothing is written, else perhaps NaN */
export function writtenNumber(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return plain === '' ? undefined : Number(plain);
}
