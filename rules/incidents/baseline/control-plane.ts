import type { BuildContext, SeriesPlan } from '../../../src/define.ts';
import { gaugeSeries } from '../../../src/define.ts';

/** What runs once per cluster: the operator, and Hubble Relay. */
export function controlPlane({ within }: BuildContext, cluster: string): readonly SeriesPlan[] {
  const operator = { cluster, component: 'operator' } as const;
  return [
    ...(['operator', 'hubble-relay'] as const).flatMap((component) => [
      gaugeSeries('up', {}, { cluster, component }, { before: 1 }),
      gaugeSeries('scrape_duration_seconds', {}, { cluster, component }, { before: 0.1 }),
      gaugeSeries('scrape_samples_post_metric_relabeling', {}, { cluster, component }, { before: 900 }),
    ]),
    gaugeSeries('cilium_operator_process_start_time_seconds', {}, operator, { before: -86_400 }),
    gaugeSeries('cilium_operator_identity_gc_entries', { status: 'alive' }, operator, { before: 1200 }),
    ...(within({ from: '1.17' })
      ? [gaugeSeries('cilium_operator_lbipam_services_unsatisfied', {}, operator, { before: 0 })]
      : []),
  ];
}
