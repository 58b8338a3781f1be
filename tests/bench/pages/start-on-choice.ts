import { DETACH_MS } from './detach.ts';

/** Where a page of the benchmark is to send to; in its address. */
export interface BenchOrder {
  readonly sink: string;
  readonly partSizeBytes: number;
  readonly concurrency: number;
  readonly hasDigest: boolean;
}

export function orderOf(location: Location): BenchOrder {
  const words = new URLSearchParams(location.search);
  return {
    sink: words.get('sink') ?? '',
    partSizeBytes: Number(words.get('part')),
    concurrency: Number(words.get('concurrency')),
    hasDigest: words.get('digest') === 'yes',
  };
}

/** Uploads the file that is chosen. What goes wrong is in the title, where the benchmark's log can't be. */
export function startOnChoice(upload: (file: File, order: BenchOrder) => Promise<unknown>): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.onchange = () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    setTimeout(() => {
      upload(file, orderOf(location)).catch((error: unknown) => {
        document.title = String(error);
      });
    }, DETACH_MS);
  };
  document.body.append(input);
}
