import type { PromNode } from '../../promql/ast.ts';

/** An expression without its label matchers: equal for two that differ only in those. Shifts in time never compare equal. */
export function shapeOf(node: PromNode): string {
  switch (node.kind) {
    case 'selector':
      return node.name ?? '';
    case 'number':
    case 'string':
      return JSON.stringify(node.text);
    case 'matrix':
    case 'subquery':
      return `${shapeOf(node.of)}[${node.range}]`;
    case 'call':
      return `${node.fn}(${node.args.map(shapeOf).join()})`;
    case 'aggregate': {
      const { grouping } = node;
      const labels = [...(grouping?.labels ?? [])].sort().join();
      return `${node.op} ${grouping?.keyword} ${labels}(${node.param ? shapeOf(node.param) : ''},${shapeOf(node.of)})`;
    }
    case 'binary':
      return `(${shapeOf(node.left)} ${node.op} ${shapeOf(node.right)})`;
    default:
      return node.by === 'paren' ? shapeOf(node.of) : `${node.by}@${node.from}(${shapeOf(node.of)})`;
  }
}
