import type { BuildContext, PanelDefinition, SeriesName } from '../../src/define.ts';
import { promql, stat } from '../../src/define.ts';
import { color } from '../shared/colors.ts';
import { shareOfAgents } from './share-of-agents.ts';

/** Whether the board is about this cluster at all. Agents tell it from 1.17 on. */
export function featureTile(
  context: BuildContext,
  feature: Extract<SeriesName, `cilium_feature_${string}`>,
  { title, description }: { readonly title: string; readonly description: string },
): PanelDefinition {
  return stat({
    title,
    description,
    unit: 'percentunit',
    decimals: 0,
    width: 4,
    height: 4,
    minors: { from: '1.17' },
    thresholds: [{ color: color.neutral }, { from: 0.001, color: color.notice }, { from: 1, color: color.ok }],
    noValue: 'Not in use',
    query: promql`max(${shareOfAgents(context, feature)})`,
  });
}
