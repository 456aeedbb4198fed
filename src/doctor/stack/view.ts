import type { MetricForm } from '../../catalog/facts.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { CHART_COMPONENTS, isChartComponent, SWITCHES } from '../../catalog/switches.ts';
import { needsOf } from '../../contract/needs.ts';
import type { Read } from '../../contract/reads.ts';
import { isObject } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import type { Finding } from '../finding.ts';
import { labelNeverMade } from '../observed/target-labels.ts';
import { installedBy } from '../values/installed.ts';
import type { Values } from '../values/tree.ts';
import { valueAt } from '../values/tree.ts';
import type { Look, View } from '../view.ts';
import { stackFindings, stackValue, wordsOf } from './findings.ts';
import type { Stack } from './stack.ts';
import { SPEC, selects, stackOf } from './stack.ts';

/** Labels that Prometheus makes on every target by itself. */
const GIVEN = ['job', 'instance'];

/**
 * What kube-prometheus-stack scrapes and picks up with these values. Knows no series: where it finds nothing wrong it
 * leaves the query to others.
 * @param cilium values of Cilium, where they were given too: their monitors and their labels
 * @param release name of the stack's Helm release, which it selects by
 */
export function stackView(
  values: Values,
  source: string,
  model: Model,
  { cilium, release }: { readonly cilium?: Values; readonly release: string },
): View {
  const stack = stackOf(values, release);
  const missed = notSelected(stack, source, model, cilium);
  const twice = scrapedTwice(stack, source, model, cilium);
  const relabelled = cilium ? [...installedBy(cilium).relabelled.values()] : [];
  const { clusterLabel } = model.settings;
  const named = clusterLabel !== undefined && relabelled.some((labels) => labels.includes(clusterLabel));
  return {
    source,
    minors: [],
    findings: [...(missed ? [missed.finding] : []), ...twice, ...stackFindings(stack, source, model, named)],
    look: (read) => {
      const looks = read.forms.map((form) => lookAt(read, form, stack, source, model, missed));
      return looks.find(({ state }) => state === 'unknown') ?? looks[0] ?? { state: 'unknown' };
    },
  };
}

interface Missed {
  readonly components: ReadonlySet<ChartComponent>;
  readonly finding: Finding;
}

function lookAt(
  read: Read,
  { component }: MetricForm,
  stack: Stack,
  source: string,
  { settings }: Model,
  missed: Missed | undefined,
): Look {
  if (!isChartComponent(component)) return { state: 'unknown' };
  if (missed?.components.has(component) && missed.finding.severity === 'error') {
    return { state: 'gone', causes: [missed.finding] };
  }
  const { annotated } = SWITCHES[component];
  if (settings.scrape.kind !== 'annotations' || annotated === undefined) return { state: 'unknown' };
  const jobs = stack.jobs.filter(({ of }) => of === annotated);
  if (jobs.length === 0) return { state: 'gone', causes: [noJob(component, annotated, source)] };
  const wanted = new Set([...Object.keys(settings.targets[component]), ...read.labels]);
  const of = settings.scrape.labels[component].filter((label) => !GIVEN.includes(label) && wanted.has(label));
  const unmade = of.filter((label) => !jobs.some((job) => job.makes(label)));
  if (unmade.length === 0) return { state: 'unknown' };
  const selected = unmade.some((label) => read.node.matchers.some((matcher) => matcher.label === label));
  const causes = unmade.map((label) => labelNeverMade(component, label, source, settings));
  return { state: selected ? 'gone' : 'wrong', causes };
}

/** Monitors of Cilium's chart that the selector of the stack does not pick. */
function notSelected(
  { monitors }: Stack,
  source: string,
  model: Model,
  cilium: Values | undefined,
): Missed | undefined {
  const { settings } = model;
  if (settings.scrape.kind !== 'serviceMonitor') return undefined;
  const needed = CHART_COMPONENTS.filter((component) => needsOf(model).components.has(component));
  const labelsOf = (component: ChartComponent) => {
    const given = cilium && valueAt(cilium, (SWITCHES[component].monitor ?? '').replace(/enabled$/, 'labels'));
    return isObject(given) ? (given as Readonly<Record<string, string>>) : {};
  };
  const monitored = cilium ? installedBy(cilium).monitored : undefined;
  const missed = needed.filter((component) => {
    if (SWITCHES[component].optional) return false;
    // without Cilium's values: those that the build writes
    if (!monitored) return !selects(monitors, settings.kubernetes.ruleLabels);
    return monitored.has(component) && !selects(monitors, labelsOf(component));
  });
  if (missed.length === 0) return undefined;
  return {
    components: new Set(missed),
    finding: {
      code: 'monitor-not-selected',
      key: 'monitor-not-selected',
      severity: cilium ? 'error' : 'warning',
      summary: `Prometheus selects ServiceMonitors by ${wordsOf(monitors)}, and those of ${missed.join(', ')} ${cilium ? 'do not have it' : "have it only if Cilium's values say so"}.`,
      evidence: [
        `${source}: ${SPEC}.serviceMonitorSelector, or serviceMonitorSelectorNilUsesHelmValues, which is true unless said otherwise`,
      ],
      remedies: [stackValue(`${SPEC}.serviceMonitorSelectorNilUsesHelmValues`, false)],
    },
  };
}

/** Annotations beside a monitor, and a job that follows them. The chart annotates only where it makes no monitor. */
function scrapedTwice({ jobs }: Stack, source: string, model: Model, cilium: Values | undefined): readonly Finding[] {
  if (!cilium || jobs.length === 0) return [];
  const { monitored } = installedBy(cilium);
  return [...monitored].flatMap((component): Finding[] => {
    const path = ANNOTATIONS[component]?.find((one) => {
      const annotations = valueAt(cilium, one);
      return isObject(annotations) && String(annotations['prometheus.io/scrape']) === 'true';
    });
    if (path === undefined || !needsOf(model).components.has(component)) return [];
    return [
      {
        code: 'scraped-twice',
        key: `scraped-twice ${component}`,
        severity: 'error',
        summary: `${component} has a monitor and announces itself to a job that follows annotations: all it counts is counted twice.`,
        evidence: [`${source}: jobs ${jobs.map(({ name }) => name).join(', ')}`, `Cilium's values: ${path}`],
        remedies: [{ kind: 'cilium-values', path: [...path.split('.'), 'prometheus.io/scrape'], value: 'false' }],
      },
    ];
  });
}

/** Where people write annotations of their own (Cilium's values.yaml). */
const ANNOTATIONS: Readonly<Partial<Record<ChartComponent, readonly string[]>>> = {
  agent: ['podAnnotations'],
  operator: ['operator.podAnnotations'],
  envoy: ['envoy.podAnnotations', 'envoy.annotations'],
  hubble: ['hubble.metrics.serviceAnnotations'],
};

function noJob(component: ChartComponent, of: 'pod' | 'service', source: string): Finding {
  return {
    code: 'no-target',
    key: `no-target ${component}`,
    severity: 'error',
    summary: `No job follows annotations of ${of}s, where Cilium's chart puts those of ${component}.`,
    evidence: [`${source}: ${SPEC}.additionalScrapeConfigs`],
    remedies: [
      { kind: 'advice', text: 'take the jobs of out/helm/kube-prometheus-stack-values.yaml, which the build writes' },
      { kind: 'settings', text: "scrape: { kind: 'serviceMonitor' }, // where monitors scrape" },
    ],
  };
}
