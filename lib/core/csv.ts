/** What begins a formula in a spreadsheet, also in its wide form; a tab or a line end begins a new cell for some. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** In much of Europe a semicolon parts cells: what comes after one is the begin of a cell there, quoted or not. */
const inner = /([;\t\r\n|][\s\p{Cf}"']*)(?=[=+\-@＝＋－＠])/gu;

/**
 * A cell of a CSV file (RFC 4180) that a spreadsheet takes for text, whatever is in it: what would be a formula has an
 * apostrophe before it.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = value.replace(inner, "$1'");
  return `"${(formula.test(safe) ? `'${safe}` : safe).replaceAll('"', '""')}"`;
}

/** A row with its line end. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Begins a file, so that spreadsheets read it as UTF-8. */
export const CSV_BEGIN = '\ufeff';
