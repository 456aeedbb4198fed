import type { BuildContext, Selector, VariableDefinition } from '../../src/define.ts';
import { labelVariable } from '../../src/define.ts';

/** Nodes that report the given series. */
export function nodeVariable(context: BuildContext, of: Selector): VariableDefinition {
  return labelVariable({
    name: 'node',
    label: 'Node',
    description: 'Nodes to look at. All for the whole cluster.',
    of,
    values: context.nodeLabel,
    // recorded rates are of no node in particular
    mayBeEmpty: true,
  });
}
