import type { Component } from '../../catalog/facts.ts';
import type { Matcher } from '../../catalog/matchers.ts';
import { PODS } from '../../catalog/pods.ts';
import type { ChartComponent } from '../../catalog/switches.ts';
import { SWITCHES } from '../../catalog/switches.ts';
import type { Finding } from '../finding.ts';

/** @param asked whether targets were looked at, or series alone */
export function noTarget(component: ChartComponent, source: string, asked: boolean): Finding {
  const { metrics, monitor } = SWITCHES[component];
  return {
    code: 'no-target',
    key: `no-target ${component}`,
    severity: 'error',
    summary: `Prometheus has no target of ${component}, and none of its series.`,
    evidence: [
      asked
        ? `${source}: /targets has no active target of the Service ${PODS[component].service} or the container ${PODS[component].container}`
        : `${source}: no series of ${component} in the last five minutes`,
    ],
    remedies: [
      {
        kind: 'advice',
        text: `see that it exposes metrics: ${metrics.map(({ path }) => `${path}: true`).join(', ')}${component === 'hubble' ? ', and hubble.metrics.enabled lists handlers' : ''}`,
      },
      {
        kind: 'advice',
        text: `see that it is made a target: ${monitor}: true with labels that serviceMonitorSelector of the Prometheus selects (release: ...), or a job that follows its annotations`,
      },
      { kind: 'command', text: 'ciliascope doctor --values cilium.yaml --stack-values kube-prometheus-stack.yaml' },
    ],
  };
}

/** One cause for everything: there is nothing of Cilium at all. */
export function nothingAtAll(source: string): Finding {
  return {
    code: 'no-target',
    key: 'no-target any',
    severity: 'error',
    summary:
      'This Prometheus holds nothing of Cilium, Hubble or Envoy: no target, and no series in the last five minutes.',
    evidence: [source],
    remedies: [
      { kind: 'advice', text: 'see that it is the Prometheus that scrapes this cluster' },
      {
        kind: 'advice',
        text: 'see that monitors are selected: serviceMonitorSelectorNilUsesHelmValues: false, or the label release on them',
      },
      { kind: 'command', text: 'ciliascope doctor --values cilium.yaml' },
    ],
  };
}

/** The targets are there, under other names than content selects them by. */
export function labelDiffers(
  component: Component,
  { label, op, value }: Matcher,
  values: readonly string[],
  source: string,
): Finding {
  const seen = values.filter(Boolean).slice(0, 3);
  return {
    code: 'label-never-made',
    key: `label-never-made ${component} ${label}`,
    severity: 'error',
    summary: `Content selects ${component} by ${label}${op}"${value}", and its series have ${seen.map((one) => `"${one}"`).join(', ')}.`,
    evidence: [`${source}: label ${label} of series of ${component}`],
    remedies: [
      { kind: 'settings', text: `selectors: { '${component}': { ${label}: '${seen[0]}' } }` },
      { kind: 'command', text: 'npm run build' },
    ],
  };
}

export function metricDropped(series: string, family: string, source: string): Finding {
  return {
    code: 'metric-dropped',
    key: `metric-dropped ${series}`,
    severity: 'error',
    summary: `${series} is exposed, and dropped before it is stored.`,
    evidence: [`${source}: /metadata knows ${family}, and no series of the name ${series} is there`],
    remedies: [
      {
        kind: 'advice',
        text: 'see metricRelabelings of the monitor, metric_relabel_configs of the job, and allow or deny lists of an agent in between',
      },
    ],
  };
}

/** The record itself; what it is made of is looked at by itself. */
export function notRecorded(): Finding {
  return {
    code: 'rules-not-loaded',
    key: 'rules-not-loaded',
    severity: 'warning',
    summary: 'Rules that record what boards read are not loaded here.',
    evidence: [],
    remedies: [{ kind: 'command', text: 'kubectl apply --server-side -k out/kubernetes' }],
  };
}
