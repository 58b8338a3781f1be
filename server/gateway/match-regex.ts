import vm from 'node:vm';

const MAX_PATTERN_CHARS = 512;
const MAX_SUBJECT_CHARS = 2048; // a key has at most 1024 bytes
/** A good pattern takes microseconds; but the time is the wall's, and a busy machine must not refuse a good policy. */
const TIME_LIMIT_MS = 500;

const script = new vm.Script('new RegExp("^(?:" + pattern + ")").test(subject)');

export type MatchResult = 'match' | 'no match' | 'bad pattern';

/**
 * Tries a policy's regex at the start of a subject. The policy's author wrote the pattern and somebody else the
 * subject, so a slow pattern must not stop the process: V8 gives up after the time limit.
 */
export function matchRegex(pattern: string, subject: string): MatchResult {
  if (pattern.length > MAX_PATTERN_CHARS || subject.length > MAX_SUBJECT_CHARS) return 'bad pattern';
  try {
    const isMatch: unknown = script.runInNewContext({ pattern, subject }, { timeout: TIME_LIMIT_MS });
    return isMatch === true ? 'match' : 'no match';
  } catch {
    return 'bad pattern';
  }
}
