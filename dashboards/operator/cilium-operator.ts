import { defineDashboard } from '../../src/define.ts';
import { addresses } from './rows/addresses.ts';
import { backgroundWork } from './rows/background-work.ts';
import { cloudAddresses } from './rows/cloud-addresses.ts';
import { endpointSlices } from './rows/endpoint-slices.ts';
import { garbageCollection } from './rows/garbage-collection.ts';
import { loadBalancerAddresses } from './rows/load-balancer-addresses.ts';
import { operatorHealth } from './rows/operator-health.ts';
import { operatorLog } from './rows/operator-log.ts';
import { operatorProcess } from './rows/operator-process.ts';

export const ciliumOperator = defineDashboard({
  uid: 'cilium-operator',
  title: 'Cilium / Operator',
  question: 'Does the cluster keep its identities, endpoints and addresses in order, or does it run out of them?',
  tags: ['operator'],
  neighbours: ['cilium-agent', 'cilium-datapath'],
  timeRange: 'now-6h',
  build: (context) => ({
    rows: [
      operatorHealth(context),
      garbageCollection(context),
      operatorLog(context),
      addresses(context),
      cloudAddresses(context),
      endpointSlices(context),
      loadBalancerAddresses(context),
      backgroundWork(context),
      operatorProcess(context),
    ],
  }),
});
