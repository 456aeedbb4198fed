import { defineDashboard } from '../../src/define.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { nodeVariable } from '../shared/variables.ts';
import { bpfResources } from './datapath-rows/bpf-resources.ts';
import { conntrack } from './datapath-rows/conntrack.ts';
import { datapathHealth } from './datapath-rows/datapath-health.ts';
import { forwarding } from './datapath-rows/forwarding.ts';
import { fullness } from './datapath-rows/fullness.ts';
import { losses } from './datapath-rows/losses.ts';
import { mapOperations } from './datapath-rows/map-operations.ts';
import { notLosses } from './datapath-rows/not-losses.ts';
import { services } from './datapath-rows/services.ts';

export const ciliumDatapath = defineDashboard({
  uid: 'cilium-datapath',
  title: 'Cilium / BPF maps and datapath',
  question: 'Does the datapath lose packets, and is that because something is full?',
  tags: ['agent', 'datapath'],
  neighbours: ['cilium-agent', 'hubble-drops', 'hubble-overview', 'hubble-tcp', 'incident-capacity', 'incident-drops'],
  build: (context) => {
    const node = nodeVariable(context, context.metric('cilium_forward_count_total'));
    const board = { context, node };
    return {
      variables: [node],
      annotations: [policyChanges(context)],
      rows: [
        datapathHealth(board),
        losses(board),
        fullness(board),
        forwarding(board),
        notLosses(board),
        conntrack(board),
        mapOperations(board),
        services(board),
        bpfResources(board),
      ],
    };
  },
});
