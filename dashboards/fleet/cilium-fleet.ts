import { defineDashboard } from '../../src/define.ts';
import { clusterTable } from './overview/cluster-table.ts';
import { clustersOverTime } from './overview/clusters-over-time.ts';
import { failures } from './overview/failures.ts';
import { fleetHealth } from './overview/fleet-health.ts';
import { size } from './overview/size.ts';

export const ciliumFleet = defineDashboard({
  uid: 'cilium-fleet',
  title: 'Cilium / Fleet',
  question: 'Which cluster needs a look?',
  tags: ['agent', 'hubble'],
  neighbours: ['cilium-agent', 'cilium-datapath', 'hubble-overview', 'cilium-features', 'hubble-pipeline'],
  timeRange: 'now-6h',
  build: (context) => ({
    rows: [fleetHealth(context), clusterTable(context), clustersOverTime(context), failures(context), size(context)],
  }),
});
