import type { JsonObject } from '../../model/dashboard.ts';
import type { Model } from '../../model/model.ts';
import { parseDuration } from '../../promql/duration.ts';
import type { Finding } from '../finding.ts';
import type { DataSource } from './datasources.ts';

/** What Grafana takes for the scrape interval where the data source says nothing, in seconds. */
const GRAFANA_DEFAULT = 15;
/** The label of Hubble's exemplars that holds the trace (Cilium's pkg/hubble/metrics, httpV2). */
const TRACE_LABEL = 'traceID';

/** Options of the data source that change what boards show. @param exemplars some panel shows them */
export function optionFindings(source: DataSource, model: Model, exemplars: boolean): readonly Finding[] {
  return [...shortWindow(source, model), ...(exemplars ? exemplarMapping(source) : [])];
}

/**
 * `$__rate_interval` is four scrape intervals of the data source, unless the panel says another: below two real ones
 * `rate()` has nothing, below four a single missed scrape makes a gap.
 */
function shortWindow({ name, jsonData }: DataSource, { settings, dashboards }: Model): readonly Finding[] {
  const text = jsonData['timeInterval'];
  const believed = (typeof text === 'string' ? parseDuration(text) : undefined) ?? GRAFANA_DEFAULT;
  const { interval } = settings.scrape;
  if (believed >= interval) return [];
  const hit = dashboards.flatMap(({ uid, json }) =>
    panelsOf(json)
      .filter(reliesOnDataSource)
      .map(() => uid),
  );
  if (hit.length === 0) return [];
  const boards = [...new Set(hit)];
  return [
    {
      code: 'rate-window',
      key: `rate-window datasource ${name}`,
      severity: believed * 4 < interval * 2 ? 'error' : 'warning',
      summary: `The data source "${name}" believes that Prometheus scrapes every ${believed} s; it is ${interval} s: rates over $__rate_interval (${believed * 4} s) have gaps.`,
      evidence: [`${hit.length} panels take the interval of the data source: ${boards.join(', ')}`],
      remedies: [
        { kind: 'advice', text: `set Scrape interval of the data source (jsonData.timeInterval) to ${interval}s` },
        {
          kind: 'settings',
          text: `scrape: { interval: '${believed}s' }, if that is how often Prometheus really scrapes`,
        },
      ],
    },
  ];
}

function panelsOf(json: JsonObject): readonly JsonObject[] {
  const panels = (json['panels'] ?? []) as readonly JsonObject[];
  return panels.flatMap((panel) => [panel, ...panelsOf(panel)]);
}

function reliesOnDataSource({ interval, targets }: JsonObject): boolean {
  if (interval) return false;
  return ((targets ?? []) as readonly JsonObject[]).some(
    (target) => !target['interval'] && String(target['expr'] ?? '').includes('$__rate_interval'),
  );
}

function exemplarMapping({ name, jsonData }: DataSource): readonly Finding[] {
  const mapped = (jsonData['exemplarTraceIdDestinations'] ?? []) as readonly JsonObject[];
  const names = mapped.map((one) => String(one['name']));
  if (names.includes(TRACE_LABEL)) return [];
  return [
    {
      code: 'datasource-exemplars',
      key: `datasource-exemplars ${name}`,
      severity: 'warning',
      summary: `The data source "${name}" does not say where traces are: exemplars are dots that lead nowhere.`,
      evidence: [
        names.length > 0 ? `it maps ${names.join(', ')}; Hubble's label is ${TRACE_LABEL}` : 'no exemplar is mapped',
      ],
      remedies: [
        {
          kind: 'yaml',
          where: `jsonData of the data source "${name}"`,
          text: `exemplarTraceIdDestinations:\n  - name: ${TRACE_LABEL}\n    datasourceUid: <uid of your tracing data source>\n`,
        },
      ],
    },
  ];
}
