import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { stackEvidence } from '../../../../src/commands/doctor-stack.ts';
import type { Diagnosis } from '../../../../src/doctor/diagnose.ts';
import { diagnose } from '../../../../src/doctor/diagnose.ts';
import type { ValuesSource } from '../../../../src/doctor/values/read.ts';
import { emitCiliumValues } from '../../../../src/emit/helm/cilium-values.ts';
import { emitStackValues } from '../../../../src/emit/helm/stack-values.ts';
import type { Model } from '../../../../src/model/model.ts';
import { DOCTOR_FAULTS } from '../../../support/doctor/faults.ts';
import { ANNOTATIONS, MONITORS } from '../../../support/doctor/stacks.ts';
import { pack } from '../../../support/pack.ts';

const models = {
  serviceMonitor: pack({ cilium: '1.19' }),
  annotations: pack({ cilium: '1.19', scrape: { kind: 'annotations' } }),
};
const file = (name: string, text: string): ValuesSource => ({ name, text, kind: 'file' });

function diagnosed(model: Model, stack: string, cilium?: string, release = 'kube-prometheus-stack'): Diagnosis {
  const beside = cilium === undefined ? [] : [file('cilium.yaml', cilium)];
  const { views, alone } = stackEvidence([file('stack.yaml', stack)], release, beside, model);
  return diagnose(model, views, alone);
}

interface Spec {
  readonly scrapeClasses: unknown;
  readonly additionalScrapeConfigs: readonly {
    readonly relabel_configs: readonly { readonly target_label?: string }[];
  }[];
}

const keys = ({ findings }: Diagnosis) =>
  findings.filter(({ severity }) => severity !== 'note').map(({ key, severity }) => `${severity} ${key}`);
const spec = (values: object) => stringify({ prometheus: { prometheusSpec: values } });
/** A stack that is right, with one thing different. */
const but = (values: object) =>
  spec({
    serviceMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    retention: '30d',
    scrapeClasses: [{ name: 'c', default: true, relabelings: [{ targetLabel: 'cluster', replacement: 'a' }] }],
    ...values,
  });

describe('values of kube-prometheus-stack', () => {
  it.each(Object.entries(models))('that the build writes are found no fault with (%s)', (_, model) => {
    expect(diagnosed(model, emitStackValues(model).text, emitCiliumValues(model).text).findings).toEqual([]);
  });

  it.each(Object.entries({ serviceMonitor: MONITORS, annotations: ANNOTATIONS }))(
    'as people write them keep samples for too short, and are right else (%s)',
    (kind, stack) => {
      expect(keys(diagnosed(models[kind as keyof typeof models], stack))).toEqual(['warning retention']);
    },
  );

  const visible = DOCTOR_FAULTS.filter(({ stack }) => stack !== MONITORS && stack !== ANNOTATIONS);
  it.each(visible)('with a mistake that a real Prometheus showed: $name', ({ stack, values, kind, keys: expected }) => {
    expect(visible.length).toBeGreaterThan(2);
    const found = keys(diagnosed(models[kind], stack, values)).map((line) => line.replace(/^\w+ /, ''));
    expect(found.filter((key) => key !== 'retention')[0]).toBe(expected[0]);
  });

  it.each<[name: string, stack: string, expected: string, cilium?: string]>([
    ['selects rules by another release', but({ ruleSelectorNilUsesHelmValues: true }), 'error rules-not-selected'],
    [
      'selects rules by labels of its own',
      but({ ruleSelector: { matchLabels: { team: 'net' } } }),
      'error rules-not-selected',
    ],
    [
      'selects rules by an expression',
      but({
        ruleSelector: { matchExpressions: [{ key: 'release', operator: 'NotIn', values: ['kube-prometheus-stack'] }] },
      }),
      'error rules-not-selected',
    ],
    [
      'selects monitors by labels that Cilium has not',
      but({ serviceMonitorSelector: { matchLabels: { team: 'net' } } }),
      'error monitor-not-selected',
      emitCiliumValues(models.serviceMonitor).text,
    ],
    [
      'selects monitors by labels that nobody told of',
      but({ serviceMonitorSelector: { matchLabels: { team: 'net' } } }),
      'warning monitor-not-selected',
    ],
    [
      'names the cluster for others only',
      but({ scrapeClasses: [], externalLabels: { cluster: 'a' } }),
      'warning cluster-label-missing',
    ],
    [
      'names the cluster in a class nobody uses',
      but({ scrapeClasses: [{ name: 'c', relabelings: [{ targetLabel: 'cluster' }] }] }),
      'warning cluster-label-missing',
    ],
    ['keeps samples for a week', but({ retention: '1w' }), 'warning retention'],
  ])('that %s', (_, stack, expected, cilium) => {
    expect(keys(diagnosed(models.serviceMonitor, stack, cilium, 'mon'))).toEqual([expected]);
  });

  it.each<[name: string, dashboards: object, severity: string]>([
    ['is off', { enabled: false }, 'error'],
    ['looks for another label', { label: 'dashboards', folderAnnotation: 'grafana_folder' }, 'error'],
    ['looks for another value', { labelValue: 'yes', folderAnnotation: 'grafana_folder' }, 'error'],
    ['reads no folder', {}, 'note'],
  ])('whose sidecar %s', (_, dashboards, severity) => {
    const stack = `${but({})}grafana: ${JSON.stringify({ sidecar: { dashboards } })}\n`;
    const { findings } = diagnosed(models.serviceMonitor, stack);
    expect(findings).toMatchObject([{ key: 'dashboards-not-found', severity }]);
  });

  it('with a job that follows annotations, beside a monitor of pods that are annotated by hand', () => {
    const job = (emitStackValues(models.annotations).text.match(
      /additionalScrapeConfigs:[\s\S]*?(?=\n {4}# the longest)/,
    ) ?? [''])[0];
    const stack = `prometheus:\n  prometheusSpec:\n    serviceMonitorSelectorNilUsesHelmValues: false\n    ruleSelectorNilUsesHelmValues: false\n    retention: 30d\n    ${job}\n`;
    const cilium = `${emitCiliumValues(models.serviceMonitor).text}\npodAnnotations: { prometheus.io/scrape: "true" }\n`;
    expect(keys(diagnosed(models.serviceMonitor, stack, cilium))).toContain('error scraped-twice agent');
  });

  it.each<[name: string, lessened: (spec: Spec) => object, summary: RegExp, remedy: string]>([
    [
      'in annotation jobs and not on what monitors scrape beside them',
      ({ scrapeClasses: _, ...rest }) => rest,
      /CiliumAgentMissing cannot join kube_node_info/,
      'stack-values',
    ],
    [
      'in a default class, which reaches no additional job',
      ({ additionalScrapeConfigs, ...rest }) => ({
        ...rest,
        additionalScrapeConfigs: additionalScrapeConfigs.map((job) => ({
          ...job,
          relabel_configs: job.relabel_configs.filter(({ target_label }) => target_label !== 'cluster'),
        })),
      }),
      /^No series has the label cluster/,
      'yaml',
    ],
  ])('that name the cluster %s', (_, lessened, summary, remedy) => {
    const emitted = parse(emitStackValues(models.annotations).text) as {
      prometheus: { prometheusSpec: Spec };
      grafana: unknown;
    };
    const stack = { ...emitted, prometheus: { prometheusSpec: lessened(emitted.prometheus.prometheusSpec) } };
    const { findings } = diagnosed(models.annotations, stringify(stack));
    expect(findings).toMatchObject([{ key: 'cluster-label-missing', severity: 'warning' }]);
    expect(findings[0]?.summary).toMatch(summary);
    expect(findings[0]?.remedies[0]?.kind).toBe(remedy);
  });

  it('without the jobs that the settings tell of', () => {
    const found = diagnosed(models.annotations, but({ scrapeClasses: [] }));
    expect(keys(found)).toEqual(
      expect.arrayContaining(['agent', 'hubble', 'operator', 'envoy'].map((name) => `error no-target ${name}`)),
    );
  });

  it.each([
    ['values of Cilium', 'hubble: { enabled: true }', /looks like values of Cilium/],
    ['what is no YAML', 'a: [', /line 1, column/],
    ['a manifest', 'apiVersion: v1\nkind: ConfigMap', /is a Kubernetes ConfigMap/],
  ])('that are %s are told so', (_, text, words) => {
    const { findings } = diagnosed(models.serviceMonitor, text);
    expect(findings[0]).toMatchObject({ code: 'source-unreadable', severity: 'error' });
    expect(findings[0]?.summary).toMatch(words);
  });
});
