import { needsOf } from '../../contract/needs.ts';
import type { Artifact, Model } from '../../model/model.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import { annotationJobs } from './annotation-jobs.ts';
import { neededBy } from './needed-by.ts';
import type { HelmValue } from './values-document.ts';
import { valuesText } from './values-document.ts';

export const STACK_VALUES = 'helm/kube-prometheus-stack-values.yaml';

/** What kube-prometheus-stack keeps and how often it scrapes and evaluates, where nothing says otherwise (its values.yaml). */
const CHART = { retention: '10d', interval: 30 };
/** Series whose exemplars are kept: Prometheus' own default (storage.exemplars.max_exemplars). */
const MAX_EXEMPLARS = 100_000;

/** Values of kube-prometheus-stack for the one way of scraping that the settings name, and for what we publish. */
export function emitStackValues(model: Model): Artifact {
  const { kind } = model.settings.scrape;
  const head = [
    'Values of the Helm chart kube-prometheus-stack: it scrapes Cilium and picks up what this project publishes.',
    'Lists take the place of yours, as Helm does with lists: add what else you have in them.',
    kind === 'serviceMonitor'
      ? 'Scraped by monitors. Never add jobs that follow annotations for the same targets: all would be counted twice.'
      : "Scraped by jobs that follow annotations. Leave Cilium's own monitors off: all would be counted twice.",
    '',
    'helm upgrade kube-prometheus-stack prometheus-community/kube-prometheus-stack --namespace ' +
      `${model.settings.kubernetes.namespace} --reuse-values -f out/helm/kube-prometheus-stack-values.yaml`,
  ];
  const spec = [...scraping(model), ...clusterName(model), ...pace(model), ...storage(model)].map((value) => ({
    ...value,
    path: `prometheus.prometheusSpec.${value.path}`,
  }));
  return { path: STACK_VALUES, kind: 'helm-values', text: valuesText([...spec, ...sidecar(model)], head, tail(model)) };
}

function scraping({ settings }: Model): readonly HelmValue[] {
  const rules = {
    path: 'ruleSelectorNilUsesHelmValues',
    value: false,
    why: 'finds PrometheusRules whatever their labels',
  };
  if (settings.scrape.kind === 'annotations') {
    const why = ['pods that announce themselves: agents and operator', 'services that do: Hubble and Envoy'];
    return [rules, { path: 'additionalScrapeConfigs', value: [...annotationJobs(settings)], why }];
  }
  return [
    rules,
    {
      path: 'serviceMonitorSelectorNilUsesHelmValues',
      value: false,
      why: 'finds ServiceMonitors whatever their release label',
    },
    { path: 'podMonitorSelectorNilUsesHelmValues', value: false, why: 'the same for PodMonitors' },
  ];
}

/**
 * Labels of targets, not externalLabels: those are added to what leaves Prometheus, not to what it stores. Annotation
 * jobs name the cluster themselves, for the operator leaves additional jobs as they are; the class is then for the
 * stack's own monitors: alerts join the nodes that kube-state-metrics lists with the agents.
 */
function clusterName({ settings }: Model): readonly HelmValue[] {
  const { clusterLabel, scrape, kubernetes } = settings;
  if (!clusterLabel) return [];
  const on = scrape.kind === 'annotations' ? 'every target of a monitor, such as kube-state-metrics' : 'every target';
  return [
    {
      path: 'scrapeClasses',
      value: [
        {
          name: 'cluster',
          default: true,
          relabelings: [{ action: 'replace', targetLabel: clusterLabel, replacement: kubernetes.clusterName }],
        },
      ],
      why: [`names the cluster on ${on} (prometheus-operator 0.73 or later): kubernetes.clusterName of the settings`],
    },
  ];
}

function pace({ settings }: Model): readonly HelmValue[] {
  const { scrape, prometheus } = settings;
  const value = (path: string, seconds: number, why: string): readonly HelmValue[] =>
    seconds === CHART.interval ? [] : [{ path, value: renderDuration(seconds), why }];
  return [
    ...value('scrapeInterval', scrape.interval, 'scrape.interval of the settings: rates are compiled for it'),
    ...value('evaluationInterval', prometheus.evaluationInterval, 'prometheus.evaluationInterval of the settings'),
  ];
}

function storage(model: Model): readonly HelmValue[] {
  const { exemplars } = needsOf(model);
  const longest = Math.max(0, ...model.slos.map(({ period }) => parseDuration(period) ?? 0));
  const kept = parseDuration(CHART.retention) ?? 0;
  return [
    ...(exemplars.size > 0
      ? [
          { path: 'enableFeatures', value: ['exemplar-storage'], why: [`exemplars: ${neededBy(exemplars)}`] },
          { path: 'exemplars.maxSize', value: MAX_EXEMPLARS, why: 'how many exemplars are kept' },
        ]
      : []),
    ...(longest > kept
      ? [{ path: 'retention', value: renderDuration(longest), why: 'the longest SLO period: budgets look back as far' }]
      : []),
  ];
}

/** The sidecar of Grafana, and the labels of our ConfigMaps that it looks for. */
function sidecar({ settings }: Model): readonly HelmValue[] {
  const { dashboardLabel, folderAnnotation } = settings.kubernetes;
  const [[label, labelValue] = []] = Object.entries(dashboardLabel);
  const at = 'grafana.sidecar.dashboards';
  return [
    { path: `${at}.enabled`, value: true, why: 'loads dashboards from ConfigMaps' },
    ...(label === undefined || labelValue === undefined
      ? []
      : [
          { path: `${at}.label`, value: label, why: 'the label of our ConfigMaps' },
          { path: `${at}.labelValue`, value: labelValue, why: 'and its value' },
        ]),
    { path: `${at}.searchNamespace`, value: 'ALL', why: 'in whatever namespace they are' },
    { path: `${at}.folderAnnotation`, value: folderAnnotation, why: 'the annotation that names their folder' },
    { path: `${at}.provider.foldersFromFilesStructure`, value: true, why: 'without it the annotation does nothing' },
  ];
}

function tail(model: Model): readonly string[] {
  if (needsOf(model).exemplars.size === 0) return [];
  return [
    'Exemplars lead to traces where the data source says how; with the uid of yours:',
    'grafana: { sidecar: { datasources: { exemplarTraceIdDestinations: { datasourceUid: tempo, traceIdLabelName: traceID } } } }',
  ];
}
