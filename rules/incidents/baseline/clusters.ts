import type { BuildContext, SeriesPlan } from '../../../src/define.ts';
import { controlPlane } from './control-plane.ts';
import { dnsTraffic } from './dns.ts';
import { httpTraffic } from './http.ts';
import { nodeNames } from './names.ts';
import { nodeBaseline } from './node.ts';

/** The reference cluster of all incidents: fifty nodes, `prod-a`, every kind of traffic, nothing wrong. */
export const referenceCluster = (context: BuildContext) => healthyCluster(context, 'prod-a', nodeNames(50));

/** Three nodes of the same, for alerts that need no crowd. */
export const smallCluster = (context: BuildContext) => healthyCluster(context, 'prod-a', nodeNames(3));

/** A cluster of any size and name, to stand beside another. */
export function healthyCluster(
  context: BuildContext,
  cluster: string,
  nodes: readonly string[],
): readonly SeriesPlan[] {
  return [
    ...nodes.flatMap((node, index) => nodeBaseline(context, { node, cluster }, index)),
    ...dnsTraffic(cluster, nodes),
    ...httpTraffic(cluster, nodes),
    ...controlPlane(context, cluster),
  ];
}
