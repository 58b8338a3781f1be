/** The 2017 clients' form fields in the shape of today's JSON requests, so that one schema reads both. */

const STORE_PREFIX = 'store_';
/** Later form clients (0.6 to 2.1) send objects as JSON text. */
const JSON_FIELDS = new Set(['workflows', 'upload_tags', 'tags']);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const fieldValue = (name: string, text: string): unknown => (JSON_FIELDS.has(name) ? parseJson(text) : text);

/**
 * Reads `1:"etag";2:"etag"`: any order, repeats allowed, cut at the first colon. An ETag that the client could not read is the
 * text `null`.
 */
export function parseClaimedParts(text: string): { part_number: string; etag: string | null }[] {
  return text
    .split(';')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const colon = entry.indexOf(':');
      const etag = colon === -1 ? '' : entry.slice(colon + 1);
      return {
        part_number: colon === -1 ? entry : entry.slice(0, colon),
        etag: etag === 'null' || etag === '' ? null : etag,
      };
    });
}

/** Turns form fields into the object that the JSON dialect would have sent. */
export function jsonOfForm(fields: ReadonlyMap<string, string>): unknown {
  const store: [string, unknown][] = [];
  const top: [string, unknown][] = [];
  for (const [name, text] of fields) {
    if (name.startsWith(STORE_PREFIX)) {
      const option = name.slice(STORE_PREFIX.length);
      store.push([option, fieldValue(option, text)]);
    } else if (name === 'parts') top.push([name, parseClaimedParts(text)]);
    else top.push([name, fieldValue(name, text)]);
  }
  return Object.fromEntries([...top, ['store', Object.fromEntries(store)]]);
}
