import { walk } from '../../promql/ast.ts';
import { parsePromql } from '../../promql/parse.ts';

/** Names of the series an expression selects. */
export function selectedIn(expr: string): ReadonlySet<string> {
  const names = new Set<string>();
  const { root } = parsePromql(expr);
  if (root) walk(root, (node) => node.kind === 'selector' && node.name && names.add(node.name));
  return names;
}
