import type { AlertDefinition, Grouping, RuleContext } from '../../src/define.ts';
import { alert, by, ofEveryComponent, on, promql } from '../../src/define.ts';

const NEXT_TARGETS = [
  'kubectl -n kube-system get servicemonitors,podmonitors --show-labels',
  'kubectl -n kube-system get pods,services -o yaml | grep "prometheus.io/"',
];

const perComponent = ({ clusterLabels }: RuleContext): Grouping => ({
  kind: 'grouping',
  keyword: 'by',
  labels: [...clusterLabels, 'component'],
});

/** An address that one of Cilium's targets has, and a target of another job as well. */
export function duplicateScrape(context: RuleContext): AlertDefinition {
  const { metricOf, clusterLabels, ofCluster } = context;
  const up = metricOf('scrape', 'up');
  const address = [...clusterLabels, 'instance'] as const;
  const twice = promql`count ${by(up, ...address)} (max ${by(up, ...address, 'job')} (${up})) > 1`;
  const ours = ofEveryComponent(context, 'up', (each) => promql`max ${by(each, ...address)} (${each})`);
  return alert({
    name: 'CiliumDuplicateScrape',
    intent: 'DuplicateScrape',
    severity: 'ticket',
    summary: 'Two jobs scrape the same endpoints of a Cilium component.',
    description: `{{ $value }} targets of component {{ $labels.component }}${ofCluster} are scraped by more than one job: every sum over their series doubles, ratios stay right. Usually prometheus.io annotations next to a ServiceMonitor.`,
    expr: promql`count ${perComponent(context)} ((${ours}) and ${on(up, ...address)} (${twice})) > 0`,
    for: '8m',
    labels: [...clusterLabels, 'component'],
    next: NEXT_TARGETS,
    board: { dashboard: 'hubble-pipeline', panel: 'Jobs that scrape Cilium' },
  });
}

/** A failed scrape counts no samples, so the last hour is looked at: the budget is not kept by falling over. */
export function cardinalityBudget(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster, limits } = context;
  const samples = ofEveryComponent(
    context,
    'scrape_samples_post_metric_relabeling',
    (each) => promql`max ${by(each, ...clusterLabels)} (max_over_time(${each}[1h]))`,
  );
  return alert({
    name: 'CiliumCardinalityBudget',
    intent: 'CardinalityBudget',
    severity: 'ticket',
    summary: 'A target of a Cilium component exposes more series than planned.',
    description: `A target of component {{ $labels.component }}${ofCluster} exposes {{ $value | humanize }} samples per scrape; the budget is ${limits.samplesPerTarget}. Of Hubble it is a label with too many values: addresses, pods or query names in the context options of a handler. Scrapes that grow on will time out, and the node goes dark.`,
    expr: promql`max ${perComponent(context)} (${samples}) > ${limits.samplesPerTarget}`,
    for: '5m',
    labels: [...clusterLabels, 'component'],
    next: [
      'kubectl -n kube-system get configmap cilium-config -o yaml | grep "hubble-metrics"',
      'kubectl -n kube-system port-forward ds/cilium 9965 & sleep 2; curl -s localhost:9965/metrics | grep -v "^#" | cut -d"{" -f1 | sort | uniq -c | sort -rn | head',
    ],
    board: { dashboard: 'hubble-pipeline', panel: 'Largest target by component' },
  });
}

export function scrapeSlow(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster, limits } = context;
  const durations = ofEveryComponent(
    context,
    'scrape_duration_seconds',
    (each) => promql`max ${by(each, ...clusterLabels)} (avg_over_time(${each}[10m]))`,
  );
  return alert({
    name: 'CiliumScrapeSlow',
    intent: 'ScrapeSlow',
    severity: 'ticket',
    summary: 'Scrapes of a Cilium component come near their timeout.',
    description: `Scrapes of a target of component {{ $labels.component }}${ofCluster} take {{ $value | humanizeDuration }} on average; the limit is ${limits.scrapeSeconds} s, and Prometheus gives up after 10 s by default. Then everything of that target is missing.`,
    expr: promql`max ${perComponent(context)} (${durations}) > ${limits.scrapeSeconds}`,
    for: '5m',
    labels: [...clusterLabels, 'component'],
    next: ['kubectl -n kube-system top pods -l k8s-app=cilium --sort-by=cpu', ...NEXT_TARGETS],
    board: { dashboard: 'hubble-pipeline', panel: 'Slowest scrape by component' },
    causes: [{ alert: 'CiliumCardinalityBudget', equal: [...clusterLabels, 'component'] }],
  });
}
