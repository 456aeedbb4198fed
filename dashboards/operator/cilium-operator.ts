import { defineDashboard } from '../../src/define.ts';
import { backgroundWork } from './rows/background-work.ts';
import { garbageCollection } from './rows/garbage-collection.ts';
import { loadBalancerAddresses } from './rows/load-balancer-addresses.ts';
import { operatorHealth } from './rows/operator-health.ts';
import { operatorLog } from './rows/operator-log.ts';
import { operatorProcess } from './rows/operator-process.ts';

export const ciliumOperator = defineDashboard({
  uid: 'cilium-operator',
  title: 'Cilium / Operator',
  question: 'Does the operator keep identities, endpoints and load balancer addresses of the cluster in order?',
  tags: ['operator'],
  neighbours: ['cilium-agent', 'cilium-datapath'],
  timeRange: 'now-6h',
  build: (context) => ({
    rows: [
      operatorHealth(context),
      garbageCollection(context),
      operatorLog(context),
      loadBalancerAddresses(context),
      backgroundWork(context),
      operatorProcess(context),
    ],
  }),
});
