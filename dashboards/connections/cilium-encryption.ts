import { defineDashboard } from '../../src/define.ts';
import { agentStarts } from '../shared/restarts.ts';
import { nodeVariable } from '../shared/variables.ts';
import { encryptionHealth } from './encryption/encryption-health.ts';
import { keys } from './encryption/keys.ts';
import { refused } from './encryption/refused.ts';

export const ciliumEncryption = defineDashboard({
  uid: 'cilium-encryption',
  title: 'Cilium / Encryption',
  question: 'Is traffic between nodes encrypted everywhere, and does encryption lose packets?',
  tags: ['agent'],
  neighbours: ['incident-nodes', 'incident-drops', 'cilium-datapath', 'cilium-features', 'cilium-clustermesh'],
  build: (context) => {
    const board = { context, node: nodeVariable(context, context.metric('cilium_version')) };
    return {
      variables: [board.node],
      annotations: [agentStarts(context)],
      rows: [encryptionHealth(board), refused(board), keys(board)],
    };
  },
});
