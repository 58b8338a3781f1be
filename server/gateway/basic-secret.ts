/** The secret of an `Authorization: Basic` header with the user `app`; undefined for any other header. */
export function basicSecret(header: string | undefined): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.startsWith('app:') ? text.slice('app:'.length) : undefined;
}
