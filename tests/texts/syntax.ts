import * as v from 'valibot';
import { parseAst, transformWithEsbuild } from 'vite';

/** A node of ESTree with JSX; which fields it has depends on its type. */
export interface SyntaxNode {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly [field: string]: unknown;
}

const nodeSchema = v.looseObject({ type: v.string() });

/** The syntax of TypeScript source without its types, TSX if its file’s name says so: what is named in a type alone is used by nobody. */
export async function syntaxOf(code: string, fileName: string): Promise<SyntaxNode> {
  const plain = await transformWithEsbuild(code, fileName, { jsx: 'preserve', sourcemap: false });
  return v.parse(nodeSchema, parseAst(plain.code, { jsx: true }));
}

/** The nodes in some fields of a node, or in all of them. */
export function nodesIn(node: SyntaxNode, ...fields: readonly string[]): readonly SyntaxNode[] {
  const values = fields.length === 0 ? Object.values(node) : fields.map((field) => node[field]);
  return values.flat().filter((value) => v.is(nodeSchema, value));
}

/** A node and all below it. */
export function everyNode(node: SyntaxNode): readonly SyntaxNode[] {
  return [node, ...nodesIn(node).flatMap(everyNode)];
}

/** The strings that stand in a node itself: of a literal, of the text between tags, of a piece of a template. */
export function ownStrings({ type, value }: SyntaxNode): readonly string[] {
  if (type === 'TemplateElement')
    return v.is(v.object({ cooked: v.string(), raw: v.string() }), value) ? [value.cooked] : [];
  return (type === 'Literal' || type === 'JSXText') && typeof value === 'string' ? [value] : [];
}
