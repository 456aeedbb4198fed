import { needsOf } from '../../contract/needs.ts';
import type { Model } from '../../model/model.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { Finding, Remedy } from '../finding.ts';
import { exemplarsNotStored, keptTooShort } from '../observed/storage.ts';
import { clusterNamed } from './cluster-named.ts';
import type { LabelSelector, Stack } from './stack.ts';
import { SPEC, selects } from './stack.ts';

export const stackValue = (path: string, value: Extract<Remedy, { kind: 'stack-values' }>['value']): Remedy => ({
  kind: 'stack-values',
  path: path.split('.'),
  value,
});

/** What is wrong with the values of the stack whatever is queried. @param clusterMade whether Cilium's own relabelings name the cluster */
export function stackFindings(stack: Stack, source: string, model: Model, clusterMade: boolean): readonly Finding[] {
  return [
    ...rulesSelected(stack, source, model),
    ...clusterNamed(stack, source, model, clusterMade),
    ...paceOfJobs(stack, source, model),
    ...exemplars(stack, source, model),
    ...keptTooShort(stack.retention, `${source}: ${SPEC}.retention is ${stack.retention}`, model),
    ...dashboardsFound(stack, source, model),
  ];
}

export function wordsOf(selector: LabelSelector): string {
  return selector
    .map(({ label, op, values }) =>
      op === 'In' ? `${label}: ${values.join(' or ')}` : `${label} ${op} ${values.join(', ')}`,
    )
    .join(', ');
}

function rulesSelected({ rules }: Stack, source: string, { settings, ruleSets }: Model): readonly Finding[] {
  const { ruleLabels } = settings.kubernetes;
  if (ruleSets.length === 0 || selects(rules, ruleLabels)) return [];
  const wanted = Object.fromEntries(
    rules.flatMap(({ label, op, values }) => (op === 'In' ? [[label, values[0]]] : [])),
  );
  return [
    {
      code: 'rules-not-selected',
      key: 'rules-not-selected',
      severity: 'error',
      summary: `Prometheus selects PrometheusRules by ${wordsOf(rules)}, and ours do not have it: no alert is evaluated.`,
      evidence: [
        `${source}: ${SPEC}.ruleSelector, or ruleSelectorNilUsesHelmValues, which is true unless said otherwise`,
        `kubernetes.ruleLabels of the settings: ${JSON.stringify(ruleLabels)}`,
      ],
      remedies: [
        stackValue(`${SPEC}.ruleSelectorNilUsesHelmValues`, false),
        { kind: 'settings', text: `kubernetes: { ruleLabels: ${JSON.stringify(wanted)} }` },
      ],
    },
  ];
}

/** Jobs have the stack's pace unless they say their own; Cilium's monitors always say theirs. */
function paceOfJobs({ jobs, interval }: Stack, source: string, { settings }: Model): readonly Finding[] {
  if (settings.scrape.kind !== 'annotations') return [];
  const slow = jobs.filter((job) => (job.interval ?? interval) > settings.scrape.interval);
  const longest = Math.max(0, ...slow.map((job) => job.interval ?? interval));
  if (slow.length === 0) return [];
  return [
    {
      code: 'rate-window',
      key: 'rate-window',
      severity: 'warning',
      summary: `Jobs scrape every ${renderDuration(longest)}, and the content is compiled for ${renderDuration(settings.scrape.interval)}: its rates rest on fewer samples than they should.`,
      evidence: slow.map(({ name }) => `${source}: job ${name}`),
      remedies: [
        { kind: 'settings', text: `scrape: { interval: '${renderDuration(longest)}' }` },
        stackValue(`${SPEC}.scrapeInterval`, renderDuration(settings.scrape.interval)),
      ],
    },
  ];
}

function exemplars({ features }: Stack, source: string, model: Model): readonly Finding[] {
  const wanted = needsOf(model).exemplars.size;
  if (wanted === 0 || !model.settings.hubble.openMetrics || features.includes('exemplar-storage')) return [];
  return [exemplarsNotStored(wanted, features, `${source}: ${SPEC}.enableFeatures is [${features.join(', ')}]`)];
}

function dashboardsFound({ sidecar }: Stack, source: string, { settings, dashboards }: Model): readonly Finding[] {
  if (!sidecar.grafana || dashboards.length === 0) return [];
  const at = 'grafana.sidecar.dashboards';
  const { dashboardLabel, folderAnnotation } = settings.kubernetes;
  const wrong: (readonly [evidence: string, remedy: Remedy])[] = [];
  if (!sidecar.enabled) wrong.push([`${at}.enabled is false`, stackValue(`${at}.enabled`, true)]);
  const value = dashboardLabel[sidecar.label];
  const [[label = '', labelValue = ''] = []] = Object.entries(dashboardLabel);
  if (value === undefined) {
    wrong.push([`${at}.label is ${sidecar.label}, our ConfigMaps have ${label}`, stackValue(`${at}.label`, label)]);
  } else if (sidecar.labelValue !== undefined && sidecar.labelValue !== '' && value !== sidecar.labelValue) {
    const evidence = `${at}.labelValue is ${sidecar.labelValue}, our ConfigMaps have ${value}`;
    wrong.push([evidence, stackValue(`${at}.labelValue`, labelValue)]);
  }
  const folders = sidecar.folderAnnotation === folderAnnotation;
  if (wrong.length === 0 && folders) return [];
  return [
    {
      code: 'dashboards-not-found',
      key: 'dashboards-not-found',
      severity: wrong.length > 0 ? 'error' : 'note',
      summary:
        wrong.length > 0
          ? "Grafana's sidecar does not look for ConfigMaps with our labels: our boards are not loaded."
          : "Grafana's sidecar does not read the folder of our ConfigMaps: boards come into the folder General.",
      evidence: [
        ...wrong.map(([evidence]) => `${source}: ${evidence}`),
        ...(folders ? [] : [`${source}: ${at}.folderAnnotation is not ${folderAnnotation}`]),
      ],
      remedies: [
        ...wrong.map(([, remedy]) => remedy),
        ...(folders
          ? []
          : [
              stackValue(`${at}.folderAnnotation`, folderAnnotation),
              stackValue(`${at}.provider.foldersFromFilesStructure`, true),
            ]),
      ],
    },
  ];
}
