import type { BuildContext, Promql } from '../../../src/define.ts';
import { by, ofEveryComponent, on, promql } from '../../../src/define.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/** How many jobs scrape each address, Cilium's or not. */
export function scrapedByJobs(context: BuildContext): Promql {
  const up = context.metricOf('scrape', 'up');
  const address = [...clusterLabels(context), 'instance'] as const;
  return promql`count ${by(up, ...address)} (max ${by(up, ...address, 'job')} (${up}))`;
}

/** The right side of an `and` that leaves the addresses of Cilium, whichever job scrapes them. */
export function ourAddresses(context: BuildContext): Promql {
  const up = context.metricOf('scrape', 'up');
  const address = [...clusterLabels(context), 'instance'] as const;
  const ours = ofEveryComponent(context, 'up', (each) => promql`max ${by(each, ...address)} (${each})`);
  return promql`${on(up, ...address)} (${ours})`;
}
