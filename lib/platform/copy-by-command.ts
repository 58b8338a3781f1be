/**
 * Puts text on the clipboard from a document that never has the focus: the newer `navigator.clipboard` refuses that, this
 * command does not where the browser has granted `clipboardWrite`.
 * Never throws. @returns whether it is there
 */
export function copyByCommand(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
  }
}
