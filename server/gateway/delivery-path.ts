import type { Credentials } from './authorise.ts';

/** What a delivery link names: a handle, and the policy that the link carries, if any. */
export interface DeliveryLink {
  readonly handle: string;
  readonly credentials: Credentials;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `policy:P,signature:S`, in either order. */
function parseTask(task: string): Credentials {
  const values = new Map(
    task.split(',').map((pair) => {
      const colon = pair.indexOf(':');
      return [pair.slice(0, colon), decode(pair.slice(colon + 1))];
    }),
  );
  return { policy: values.get('policy'), signature: values.get('signature') };
}

/** Policy and signature of a query. A `+` of plain base64 arrives as a space, which base64 has not. */
export const queryCredentials = (query: URLSearchParams): Credentials => ({
  policy: query.get('policy')?.replaceAll(' ', '+'),
  signature: query.get('signature') ?? undefined,
});

/** Reads `/HANDLE?policy=P&signature=S` and the CDN's `/security=policy:P,signature:S/HANDLE`. */
export function parseDeliveryLink(path: string, query: URLSearchParams): DeliveryLink | undefined {
  const plain = /^\/([A-Za-z0-9]{1,64})$/.exec(path);
  if (plain) return { handle: plain[1] ?? '', credentials: queryCredentials(query) };
  // Plain base64 may hold slashes: the handle is what follows the last one.
  const secured = /^\/security=(.{1,16000})\/([A-Za-z0-9]{1,64})$/.exec(path);
  return secured ? { handle: secured[2] ?? '', credentials: parseTask(secured[1] ?? '') } : undefined;
}
