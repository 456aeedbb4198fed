import { constant } from '../signal.ts';
import { row } from '../site.ts';
import type { Fault } from './fault.ts';
import { onOneNode } from './fault.ts';

export const mixedConfiguration: Fault = {
  name: 'mixed-configuration',
  what: 'The agent of one node runs with other settings than the rest of the cluster.',
  moves: {
    cilium_drift_checker_config_delta: onOneNode(() => [row(constant(2))]),
    cilium_feature_adv_connect_and_lb_bandwidth_manager_enabled: onOneNode(() => [row(constant(0))]),
    cilium_feature_datapath_network: onOneNode(() => [
      row(constant(0), { mode: 'overlay-vxlan' }),
      row(constant(1), { mode: 'direct-routing' }),
    ]),
  },
};
