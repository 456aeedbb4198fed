import { defineRules } from '../../src/define.ts';
import { ipsecErrors } from './ipsec-errors.ts';
import { nodesUnreachable, nodeUnreachable, unreachable } from './unreachable-nodes.ts';

/** Nodes that do not reach one another, or not encrypted. */
export const connectivityAlerts = defineRules({
  name: 'cilium-connectivity',
  build: (context) => [
    { name: 'unreachable-nodes', rules: [unreachable(context), nodesUnreachable(context), nodeUnreachable(context)] },
    { name: 'encryption', rules: [ipsecErrors(context)] },
  ],
});
