/** What a route answers. CORS and no-store are added to every answer when it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Leaves out CORS, so that a script sees a network error. */
  readonly isHiddenFromScripts?: boolean;
}

/** JSON is always sent as such: filestack-js 4.x reads nothing else. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

export function errorAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { error: text }, headers);
}

export function redirectAnswer(url: string): Answer {
  return { status: 302, headers: { Location: url }, body: '' };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: '' };
}
