import type { MetricFact } from '../../catalog/facts.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { SWITCHES } from '../../catalog/switches.ts';
import type { HubbleMetric } from '../../settings/hubble-metrics.ts';
import type { Finding, Remedy } from '../finding.ts';
import { handlerV1 } from '../observed/why-gone.ts';
import type { Installed } from './installed.ts';
import { HANDLERS } from './installed.ts';

/** What every cause is told with: whose values they are, and the list of handlers that mends them all. */
export interface About {
  readonly source: string;
  readonly mended: readonly string[];
}

export const handlersRemedy = ({ mended }: About): Remedy => ({
  kind: 'cilium-values',
  path: HANDLERS.split('.'),
  value: mended,
});

export function componentOff(component: ChartComponent, { off, monitored }: Installed, about: About): Finding {
  const { source } = about;
  const switches = off.get(component) ?? [];
  const paths = switches.map(({ path }) => `\`${path}\``).join(' and ');
  return {
    code: 'component-off',
    key: `component-off ${component}`,
    severity: 'error',
    summary: `${component} exposes no metrics: ${paths} ${switches.length === 1 ? 'is' : 'are'} not true.`,
    evidence: [
      ...switches.map(({ path, byDefault }) => `${source}: ${path} is ${byDefault ? 'false' : 'not true'}`),
      ...(monitored.has(component)
        ? [`${source}: ${SWITCHES[component].monitor} is true, and has nothing to scrape`]
        : []),
    ],
    remedies: [
      ...switches.map(({ path }): Remedy => ({ kind: 'cilium-values', path: path.split('.'), value: true })),
      // a Hubble that is off says nothing of its list, which would be the next to be found wrong
      ...(component === 'hubble' ? [handlersRemedy(about)] : []),
    ],
  };
}

export function noHandlers(about: About): Finding {
  return {
    code: 'component-off',
    key: 'component-off hubble',
    severity: 'error',
    summary: `Hubble exposes no metrics: \`${HANDLERS}\` lists no handler.`,
    evidence: [`${about.source}: ${HANDLERS} is empty`],
    remedies: [handlersRemedy(about)],
  };
}

export function handlerMissing(handler: string, about: About): Finding {
  return {
    code: 'handler-missing',
    key: `handler-missing ${handler}`,
    severity: 'error',
    summary: `The Hubble handler \`${handler}\` is not enabled: its metrics do not exist.`,
    evidence: [`${about.source}: ${HANDLERS} does not list ${handler}`],
    remedies: [handlersRemedy(about)],
  };
}

export function listsV1(about: About): Finding {
  return handlerV1([`${about.source}: ${HANDLERS} lists http`], [handlersRemedy(about)]);
}

export function contextMissing({ name, text }: HubbleMetric, labels: readonly string[], about: About): Finding {
  return {
    code: 'context-missing',
    key: `context-missing ${name}`,
    severity: 'error',
    summary: `The Hubble handler \`${name}\` makes no ${labels.length === 1 ? 'label' : 'labels'} ${labels.join(', ')}: what is grouped by them is one nameless series, and drop-downs are empty.`,
    evidence: [`${about.source}: ${HANDLERS} has "${text}"; contexts are set on each handler by itself`],
    remedies: [handlersRemedy(about)],
  };
}

export function optionMissing(handler: string, option: string, label: string, about: About): Finding {
  return {
    code: 'option-missing',
    key: `option-missing ${handler} ${option}`,
    severity: 'error',
    summary: `The Hubble handler \`${handler}\` makes no label ${label}: its option \`${option}\` is not set.`,
    evidence: [`${about.source}: ${HANDLERS} has ${handler} without ${option}`],
    remedies: [handlersRemedy(about)],
  };
}

export function switchedOff(family: string, { source }: About): Finding {
  return {
    code: 'metric-off',
    key: `metric-off ${family}`,
    severity: 'error',
    summary: `${family} is switched off.`,
    evidence: [`${source}: prometheus.metrics has -${family}`],
    remedies: [{ kind: 'advice', text: `take -${family} out of prometheus.metrics` }],
  };
}

/** A family of a feature that is not used is nothing to mend; one that only a switch keeps away is. */
export function metricOff({ name, switch: helm }: MetricFact, { source }: About): Finding {
  const toggle = helm?.helm === 'prometheus.metrics';
  return {
    code: 'metric-off',
    key: `metric-off ${name}`,
    severity: toggle ? 'error' : 'note',
    summary: toggle
      ? `${name} is off by default, and nothing switches it on.`
      : `${name} exists only with ${helm ? `\`${helm.helm}\`: ${helm.value}` : 'the feature it belongs to'}.`,
    evidence: toggle ? [`${source}: prometheus.metrics has no ${helm?.value}`] : [],
    remedies: toggle
      ? [{ kind: 'cilium-values', path: ['prometheus', 'metrics'], value: [helm?.value ?? `+${name}`] }]
      : [],
  };
}

/** The chart renders both, and the agent starts Hubble with neither. */
export function staticAndDynamic(about: About): Finding {
  return {
    code: 'hubble-static-and-dynamic',
    key: 'hubble-static-and-dynamic',
    severity: 'error',
    summary: `\`${HANDLERS}\` and \`hubble.metrics.dynamic\` are both on: Hubble does not start (cilium#38893).`,
    evidence: [`${about.source}: hubble.metrics.dynamic.enabled is true`],
    remedies: [
      { kind: 'cilium-values', path: ['hubble', 'metrics', 'dynamic', 'enabled'], value: false },
      handlersRemedy(about),
    ],
  };
}

/** Relabelings in the values take the place of the chart's own, which makes the label. */
export function nodeNeverMade(component: ChartComponent, label: string, { source }: About): Finding {
  const where = (SWITCHES[component].monitor ?? '').replace(/enabled$/, 'relabelings');
  return {
    code: 'label-never-made',
    key: `label-never-made ${component} ${label}`,
    severity: 'error',
    summary: `Nothing makes the label ${label} on targets of ${component}: the values replace the relabeling that does.`,
    evidence: [`${source}: ${where} has no targetLabel ${label}`],
    remedies: [
      {
        kind: 'yaml',
        where: `Cilium's Helm values, ${where}`,
        text: `- sourceLabels: [__meta_kubernetes_pod_node_name]\n  targetLabel: ${label}\n  replacement: \${1}`,
      },
    ],
  };
}
