import type { Mistake } from './mistake.ts';
import { ALERT, W } from './mistake.ts';

const CLUSTERS = { settings: { clusterLabel: 'cluster' } };

/** Counters, windows and buckets read the wrong way. */
export const ratesAndQuantiles: readonly Mistake[] = [
  ['a counter as it stands', 'sum(cilium_drop_count_total)', 'counter-rate', 'cilium_drop_count_total is a counter'],
  [
    'a lifetime average',
    'cilium_agent_api_process_time_seconds_sum / cilium_agent_api_process_time_seconds_count',
    'counter-rate',
    'cumulative part',
  ],
  ['a rate of a gauge', `sum(rate(cilium_endpoint${W}))`, 'rate-of-gauge', 'delta() or deriv()'],
  [
    'a gauge that ends in _total',
    `sum(rate(cilium_act_new_connections_total${W}))`,
    'rate-of-gauge',
    'in spite of its name',
  ],
  ['a gauge that folds', `sum(rate(cilium_operator_ipam_resync_folds${W}))`, 'rate-of-gauge', 'in spite of its name'],
  ['a rate of a sum', 'rate(sum(cilium_drop_count_total)[5m:])', 'rate-after-sum', 'over sum()'],
  ['a rate of a rate', `rate(rate(cilium_drop_count_total${W})[5m:])`, 'rate-after-sum', 'over rate()'],
  ['the step as a window', 'sum(rate(cilium_drop_count_total[$__interval]))', 'rate-interval', 'use $__rate_interval'],
  [
    'the range as a window of a graph',
    'sum(rate(cilium_drop_count_total[$__range]))',
    'rate-interval',
    'at every step',
  ],
  ['a fixed window on a board', 'sum(rate(cilium_drop_count_total[10m]))', 'rate-interval', 'does not follow the step'],
  [
    'a short window in a rule that records',
    'sum(rate(cilium_drop_count_total[1m]))',
    'rate-interval',
    'use [2m] or more',
    { use: 'recording' },
  ],
  [
    'a sum of quantiles',
    `sum(max by (node) (histogram_quantile(0.9, sum by (le, node) (rate(cilium_agent_api_process_time_seconds_bucket${W})))))`,
    'quantile-average',
    'sum() of histogram_quantile()',
  ],
  [
    'an average of a summary',
    'avg(go_gc_duration_seconds{quantile="1"})',
    'quantile-average',
    'go_gc_duration_seconds',
  ],
  [
    'a quantile of averages',
    `quantile(0.9, rate(cilium_agent_api_process_time_seconds_sum${W}) / rate(cilium_agent_api_process_time_seconds_count${W}))`,
    'quantile-of-averages',
    '_sum / _count',
  ],
  [
    'a quantile without le',
    `histogram_quantile(0.9, sum by (node) (rate(cilium_agent_api_process_time_seconds_bucket${W})))`,
    'quantile-le',
    'group by (le, node)',
  ],
  [
    'a quantile of a counter',
    `histogram_quantile(0.9, sum by (le) (rate(cilium_drop_count_total${W})))`,
    'quantile-le',
    'is a counter',
  ],
  [
    'a quantile of counts',
    `histogram_quantile(0.9, sum by (le) (rate(cilium_agent_api_process_time_seconds_count${W})))`,
    'quantile-le',
    'use cilium_agent_api_process_time_seconds_bucket',
  ],
  [
    'a quantile of the largest buckets',
    `histogram_quantile(0.9, max by (le) (rate(cilium_agent_api_process_time_seconds_bucket${W})))`,
    'quantile-le',
    'sum them',
  ],
  [
    'an le between edges',
    `sum(rate(hubble_http_request_duration_seconds_bucket{reporter="server", le="0.3"}${W}))`,
    'bucket-edge',
    '0.25 and 0.5',
  ],
  [
    'an edge that only the newest minor has',
    `sum(rate(cilium_agent_api_process_time_seconds_bucket{le="30"}${W}))`,
    'bucket-edge',
    'in Cilium 1.18 and 1.19',
  ],
  [
    'an alert between edges',
    'histogram_quantile(0.9, sum by (le) (rate(hubble_http_request_duration_seconds_bucket{reporter="server"}[5m]))) > 0.3',
    'bucket-edge',
    '0.25 and 0.5',
    ALERT,
  ],
  [
    'a colour between edges',
    `histogram_quantile(0.9, sum by (le) (rate(hubble_http_request_duration_seconds_bucket{reporter="server"}${W})))`,
    'threshold-edge',
    '0.25 and 0.5',
    { thresholds: [0.3] },
  ],
  [
    'buckets of several minors',
    `histogram_quantile(0.9, sum by (le, node) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{cluster=~"$cluster", scope="total"}${W})))`,
    'bucket-layout',
    'group by cluster too',
    CLUSTERS,
  ],
];
