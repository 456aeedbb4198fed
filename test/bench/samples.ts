import { openingCosts } from '../../src/scenario/costs.ts';
import { findEngine } from '../../src/scenario/engines.ts';
import { pack } from '../support/pack.ts';
import { tableOf } from './measure.ts';

const NODES = 100;
const MINOR = '1.20';

/** Samples a real Prometheus reads when each dashboard is opened on its last hour, in a healthy cluster. */
export async function benchSamples(): Promise<string> {
  const root = new URL('../..', import.meta.url).pathname;
  const prometheus = findEngine('prometheus', process.env, root);
  const promtool = findEngine('promtool', process.env, root);
  if (!prometheus || !promtool) return 'samples on open: not measured, no Prometheus (npm run engines)\n';
  const { costs, series, samples } = await openingCosts({
    model: pack({}, { incidents: [] }),
    minor: MINOR,
    nodes: NODES,
    engines: { prometheus, promtool },
  });
  const rows = costs.map((cost) => [
    cost.dashboard,
    String(cost.onOpenQueries),
    cost.samplesOnOpen.toLocaleString('en'),
    `${cost.millisecondsOnOpen} ms`,
  ]);
  const held = `${series.toLocaleString('en')} series, ${samples.toLocaleString('en')} samples`;
  return `opening a dashboard, ${NODES} nodes, Cilium ${MINOR} (${held})\n${tableOf([['', 'queries', 'samples read', 'query time'], ...rows])}`;
}
