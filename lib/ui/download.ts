/** Longer than any browser takes to begin a download. */
const KEPT_MS = 60_000;

/** Gives a file to the person, by a link that only this page has. */
export function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
