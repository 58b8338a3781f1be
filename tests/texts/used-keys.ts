import { everyNode, nodesIn, ownStrings, syntaxOf } from './syntax.ts';

/** Every string that TypeScript source writes out: a key that is none of them is not used by it. */
export async function writtenStrings(code: string, fileName: string): Promise<readonly string[]> {
  return everyNode(await syntaxOf(code, fileName)).flatMap(ownStrings);
}

/** The keys that source hands to `t` or `tCount` as they are. */
export async function calledKeys(code: string, fileName: string): Promise<readonly string[]> {
  const calls = everyNode(await syntaxOf(code, fileName)).filter(({ type }) => type === 'CallExpression');
  return calls
    .filter((call) => nodesIn(call, 'callee').some(({ name }) => name === 't' || name === 'tCount'))
    .flatMap((call) => nodesIn(call, 'arguments').slice(0, 1).flatMap(ownStrings));
}

/** The keys that CSS or a manifest names: `__MSG_key__`. */
export function namedKeys(text: string): readonly string[] {
  return [...text.matchAll(/__MSG_(\w+?)__/g)].flatMap(([, key]) => (key === undefined ? [] : [key]));
}
