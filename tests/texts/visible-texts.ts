import { everyNode, nodesIn, ownStrings, type SyntaxNode, syntaxOf } from './syntax.ts';

const shownAttributes = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
];

/** Elements whose text is meant for machines or names a key: the same in every language. */
const verbatimElements = ['code', 'pre', 'kbd', 'samp'];

/**
 * What people would read of TSX source that is written out in it: text between tags, and attributes that are shown or read
 * out. The texts of `<code>` and the like are not among them, and neither is what has no letter.
 */
export async function visibleTexts(code: string, fileName: string): Promise<readonly string[]> {
  const nodes = everyNode(await syntaxOf(code, fileName));
  return nodes
    .flatMap(shownBy)
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text));
}

function shownBy(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'JSXElement':
      return verbatimElements.includes(nameOf(nodesIn(node, 'openingElement'))) ? [] : childTexts(node);
    case 'JSXFragment':
      return childTexts(node);
    case 'JSXAttribute':
      return shownAttributes.includes(nameOf([node])) ? nodesIn(node, 'value').flatMap(possibleTexts) : [];
    default:
      return [];
  }
}

const childTexts = (node: SyntaxNode) => nodesIn(node, 'children').flatMap(possibleTexts);

/** The name of a tag or of an attribute. */
function nameOf(nodes: readonly SyntaxNode[]): string {
  const [name] = nodes.flatMap((node) => nodesIn(node, 'name'));
  return typeof name?.name === 'string' ? name.name : '';
}

const fieldsOfResult: Readonly<Record<string, readonly string[]>> = {
  JSXExpressionContainer: ['expression'],
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  TemplateLiteral: ['quasis'],
};

/** The texts that an expression can turn into, as far as they are written out in it. */
function possibleTexts(node: SyntaxNode): readonly string[] {
  return [
    ...ownStrings(node),
    ...nodesIn(node, ...(fieldsOfResult[node.type] ?? ['none'])).flatMap(possibleTexts),
  ];
}
