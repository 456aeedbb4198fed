import type { Json } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Values } from '../values/tree.ts';
import { valueAt } from '../values/tree.ts';

/** What a label selector of Kubernetes wants; undefined: it selects everything. */
export type LabelSelector = readonly {
  readonly label: string;
  readonly op: string;
  readonly values: readonly string[];
}[];

/** A job of `additionalScrapeConfigs` that follows `prometheus.io/scrape`. */
export interface AnnotationJob {
  readonly name: string;
  readonly of: 'pod' | 'service';
  /** Seconds; undefined: that of the stack. */
  readonly interval: number | undefined;
  /** Whether its relabelings make a label of targets. */
  makes(label: string): boolean;
}

/** What kube-prometheus-stack makes of values, as far as our content is concerned. */
export interface Stack {
  readonly monitors: LabelSelector;
  readonly rules: LabelSelector;
  readonly jobs: readonly AnnotationJob[];
  /** Labels that a default scrape class makes on targets of all monitors. */
  readonly classLabels: ReadonlySet<string>;
  readonly externalLabels: ReadonlySet<string>;
  /** Prometheus duration. */
  readonly retention: string;
  /** Seconds. */
  readonly interval: number;
  readonly features: readonly string[];
  readonly sidecar: {
    /** False where the stack brings no Grafana, too. */
    readonly enabled: boolean;
    readonly grafana: boolean;
    readonly label: string;
    readonly labelValue: string | undefined;
    readonly folderAnnotation: string | undefined;
  };
}

export const SPEC = 'prometheus.prometheusSpec';

/** Reads values; what they do not say is as the chart has it (values.yaml of kube-prometheus-stack). @param release name of the Helm release */
export function stackOf(values: Values, release: string): Stack {
  const spec = (path: string) => valueAt(values, `${SPEC}.${path}`);
  const selector = (name: string): LabelSelector => {
    const given = selectorOf(spec(`${name}Selector`));
    const byRelease = spec(`${name}SelectorNilUsesHelmValues`) !== false;
    return given.length === 0 && byRelease ? [{ label: 'release', op: 'In', values: [release] }] : given;
  };
  const dashboards = (path: string) => valueAt(values, `grafana.sidecar.dashboards.${path}`);
  return {
    monitors: selector('serviceMonitor'),
    rules: selector('rule'),
    jobs: annotationJobs(spec('additionalScrapeConfigs')),
    classLabels: new Set(listOf(spec('scrapeClasses')).flatMap(labelsOfClass)),
    externalLabels: new Set(Object.keys(objectOf(spec('externalLabels')))),
    retention: textOf(spec('retention')) ?? '10d',
    interval: parseDuration(textOf(spec('scrapeInterval')) ?? '') ?? 30,
    features: listOf(spec('enableFeatures')).map(String),
    sidecar: {
      grafana: valueAt(values, 'grafana.enabled') !== false,
      enabled: dashboards('enabled') !== false,
      label: textOf(dashboards('label')) ?? 'grafana_dashboard',
      labelValue: dashboards('labelValue') === undefined ? '1' : textOf(dashboards('labelValue')),
      folderAnnotation: textOf(dashboards('folderAnnotation')),
    },
  };
}

/** Whether a selector picks an object with these labels (meta/v1 LabelSelector). */
export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return selector.every(({ label, op, values }) => {
    const value = labels[label];
    if (op === 'Exists') return value !== undefined;
    if (op === 'DoesNotExist') return value === undefined;
    if (op === 'NotIn') return value === undefined || !values.includes(value);
    return value !== undefined && values.includes(value);
  });
}

function selectorOf(given: Json | undefined): LabelSelector {
  const { matchLabels, matchExpressions } = objectOf(given);
  return [
    ...Object.entries(objectOf(matchLabels)).map(([label, value]) => ({ label, op: 'In', values: [String(value)] })),
    ...listOf(matchExpressions).map((one) => {
      const { key, operator, values } = objectOf(one);
      return { label: String(key), op: String(operator), values: listOf(values).map(String) };
    }),
  ];
}

function labelsOfClass(given: Json): readonly string[] {
  const { default: isDefault, relabelings } = objectOf(given);
  if (isDefault !== true) return [];
  return listOf(relabelings).flatMap((one) => textOf(objectOf(one)['targetLabel']) ?? []);
}

function annotationJobs(given: Json | undefined): readonly AnnotationJob[] {
  return listOf(given).flatMap((one): readonly AnnotationJob[] => {
    const { job_name, scrape_interval, kubernetes_sd_configs, relabel_configs } = objectOf(one);
    const relabelings = listOf(relabel_configs).map(objectOf);
    const kept = relabelings
      .filter(({ action }) => action === 'keep')
      .flatMap(({ source_labels }) => listOf(source_labels).map(String));
    const follows = kept.find((label) =>
      /^__meta_kubernetes_(pod|service)_annotation_prometheus_io_scrape$/.test(label),
    );
    if (!follows || listOf(kubernetes_sd_configs).length === 0) return [];
    return [
      {
        name: String(job_name),
        of: follows.includes('_pod_') ? 'pod' : 'service',
        interval: parseDuration(textOf(scrape_interval) ?? ''),
        makes: (label) => relabelings.some((relabeling) => makesLabel(relabeling, label)),
      },
    ];
  });
}

function makesLabel(
  { action, target_label, regex }: Readonly<Record<string, Json | undefined>>,
  label: string,
): boolean {
  if (action !== 'labelmap') return target_label === label;
  try {
    const pattern = new RegExp(`^(?:${String(regex)})$`);
    return ['pod', 'service'].some((of) => pattern.exec(`__meta_kubernetes_${of}_label_${label}`)?.[1] === label);
  } catch {
    // a pattern of RE2 that is none here makes we do not know what: no claim is built on it
    return true;
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  return isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
