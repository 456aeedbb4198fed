import type { SeriesPlan } from '../../../src/define.ts';
import { counterSeries } from '../../../src/define.ts';

type Life = Parameters<typeof counterSeries>[3];
type Protocol = 'TCP' | 'UDP' | 'ICMPv4';

/** What Hubble on one node counts of the packets of a pair that policy refuses. */
export const denied = (from: string, to: string, node: string, life: Life, protocol: Protocol = 'TCP'): SeriesPlan => {
  const [source_namespace = '', source_workload = ''] = from.split('/');
  const [destination_namespace = '', destination_workload = ''] = to.split('/');
  return counterSeries(
    'hubble_drop_total',
    {
      reason: 'POLICY_DENIED',
      protocol,
      source_namespace,
      source_workload,
      destination_namespace,
      destination_workload,
    },
    { node },
    life,
  );
};
