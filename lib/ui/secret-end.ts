const SHOWN_CHARS = 4;

/** The last characters of a secret, so that people know which one it is; fewer of a short one. */
export function secretEnd(secret: string): string {
  const count = Math.min(SHOWN_CHARS, Math.floor(secret.length / 3));
  return secret.slice(secret.length - count);
}
