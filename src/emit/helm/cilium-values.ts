import { families } from '../../catalog/catalog.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { isChartComponent, SWITCHES } from '../../catalog/switches.ts';
import type { Needs } from '../../contract/needs.ts';
import { hubbleMetricsFor, needsOf } from '../../contract/needs.ts';
import type { Artifact, Model } from '../../model/model.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';
import { neededBy } from './needed-by.ts';
import type { HelmValue } from './values-document.ts';
import { valuesText } from './values-document.ts';

export const CILIUM_VALUES = 'helm/cilium-values.yaml';

/**
 * Values of Cilium's chart that are exactly enough for the content: what it reads is exposed and made a target, and
 * nothing else. The same in every covered minor: all paths are older than 1.16 (values.yaml of the chart).
 */
export function emitCiliumValues(model: Model): Artifact {
  const needs = needsOf(model);
  return {
    path: CILIUM_VALUES,
    kind: 'helm-values',
    text: valuesText(valuesOf(needs, model.settings), head(model), tail(needs)),
  };
}

function head({ settings }: Model): readonly string[] {
  const { minors } = settings;
  const range = minors.length === 1 ? minors[0] : `${minors[0]} to ${minors.at(-1)}`;
  return [
    `Values of Cilium's Helm chart, ${range}: what the boards and alerts of this project read, and no more.`,
    'Above each value: who needs it. Lists take the place of yours, as Helm does with lists: add what else you use.',
    '',
    'helm upgrade cilium cilium/cilium --namespace kube-system --reuse-values -f out/helm/cilium-values.yaml',
    ...(settings.scrape.kind === 'serviceMonitor'
      ? [
          '',
          "The chart's own monitors are on. Those who bring kubernetes/monitors instead leave every serviceMonitor out.",
        ]
      : ['', 'No monitors: the chart annotates pods and services as long as there are none.']),
  ];
}

function valuesOf(needs: Needs, settings: Settings): readonly HelmValue[] {
  const chart = [...needs.components].flatMap(([component, users]) =>
    isChartComponent(component) && !SWITCHES[component].optional ? [[component, neededBy(users)] as const] : [],
  );
  return chart.flatMap(([component, why]) => [
    ...SWITCHES[component].metrics.map(({ path }): HelmValue => ({ path, value: true, why })),
    ...(component === 'hubble' ? handlerValues(needs, settings) : []),
    ...(component === 'agent' ? optInValues(needs) : []),
    ...(settings.scrape.kind === 'serviceMonitor' ? monitorValues(component, why, settings) : []),
  ]);
}

/** One entry a handler, each with who reads what it makes. */
function handlerValues(needs: Needs, settings: Settings): readonly HelmValue[] {
  const handlers = hubbleMetricsFor(needs, settings);
  const openMetrics: HelmValue = {
    path: 'hubble.metrics.enableOpenMetrics',
    value: true,
    why: `exemplars: ${neededBy(needs.exemplars)}`,
  };
  return [
    ...(needs.exemplars.size > 0 ? [openMetrics] : []),
    {
      path: 'hubble.metrics.enabled',
      value: handlers,
      why: handlers.map((entry) => neededBy(needs.handlers.get(entry.split(':')[0] ?? '')?.users ?? [])),
    },
  ];
}

/** Families that are off until they are asked for. Those of a feature come with the feature. */
function optInValues({ switchedOn }: Needs): readonly HelmValue[] {
  const toggles = [...switchedOn].flatMap(([family, users]) => {
    const { fact } =
      families.find(({ fact }) => fact.name === family && fact.switch?.helm === 'prometheus.metrics') ?? {};
    return fact?.switch ? [[fact.switch.value, neededBy(users)] as const] : [];
  });
  if (toggles.length === 0) return [];
  return [{ path: 'prometheus.metrics', value: toggles.map(([value]) => value), why: toggles.map(([, why]) => why) }];
}

/** The chart's monitor: found by its labels, at the pace the content is compiled for, with the node's name. */
function monitorValues(component: ChartComponent, why: string, settings: Settings): readonly HelmValue[] {
  const { monitor, perNode } = SWITCHES[component];
  if (monitor === undefined) return [];
  const at = monitor.replace(/\.enabled$/, '');
  const { nodeLabel, interval } = settings.scrape;
  const { ruleLabels } = settings.kubernetes;
  const relabelings = ['node', nodeLabel].map((targetLabel) => ({
    sourceLabels: ['__meta_kubernetes_pod_node_name'],
    targetLabel,
    replacement: '${1}',
  }));
  return [
    { path: monitor, value: true, why },
    {
      path: `${at}.interval`,
      value: renderDuration(interval),
      why: 'scrape.interval of the settings: rates are compiled for it',
    },
    ...(Object.keys(ruleLabels).length > 0
      ? [{ path: `${at}.labels`, value: ruleLabels, why: 'what Prometheus selects monitors by' }]
      : []),
    // the chart's own relabeling makes `node`; one's own take its place
    ...(perNode && nodeLabel !== 'node' && nodeLabel !== 'instance'
      ? [{ path: `${at}.relabelings`, value: relabelings, why: `boards and alerts name the node by ${nodeLabel}` }]
      : []),
  ];
}

/** What is read where it runs, and not switched on by somebody who only wants to look. */
function tail({ components }: Needs): readonly string[] {
  const optional = [...components].flatMap(([component, users]) =>
    isChartComponent(component) && SWITCHES[component].optional ? [[component, users] as const] : [],
  );
  if (optional.length === 0) return [];
  return [
    'Read where it runs, and not switched on here:',
    ...optional.map(([component, users]) => {
      const paths = SWITCHES[component].metrics.map(({ path }) => path);
      return `${component} (${[...paths, SWITCHES[component].monitor ?? ''].filter(Boolean).join(', ')}): ${neededBy(users)}`;
    }),
  ];
}
