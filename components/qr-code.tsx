import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** Modules of quiet around a code, as the standard (ISO/IEC 18004) asks for. */
const QUIET = 4;

/** A QR code as a drawing: black on white in every theme, or readers don't find it. Nothing when the text is too long. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => drawCode(text), [text]);
  if (code === undefined) return null;
  const { size, path } = code;
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** @returns undefined for what no code has room for: some 2,900 bytes */
export function drawCode(text: string): { readonly size: number; readonly path: string } | undefined {
  try {
    const { data } = encode(text, { ecc: 'L', border: 0, boostEcc: true });
    const path = data
      .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
      .join('');
    return { size: data.length + 2 * QUIET, path };
  } catch {
    return undefined;
  }
}
