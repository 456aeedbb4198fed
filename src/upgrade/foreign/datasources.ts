import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import { textOf } from './query-text.ts';

/** Data sources whose queries are PromQL: plugin ids of Prometheus and of what stands in for it. */
const PROMQL = /prometheus|mimir|thanos|cortex|victoriametrics-(?:metrics-)?datasource/i;

/**
 * Tells whether a query goes to a Prometheus, going by the plugin of its data source. What names no plugin, and is no
 * input or variable that does, counts as one: most boards for Cilium have a single data source.
 */
export function promqlSources(board: JsonObject): (datasource: Json | undefined) => boolean {
  const templating = isObject(board['templating']) ? listOf(board['templating']['list']) : [];
  const plugins = new Map([
    ...listOf(board['__inputs']).map(({ name, pluginId }) => [textOf(name), textOf(pluginId)] as const),
    ...templating
      .filter(({ type }) => type === 'datasource')
      .map(({ name, query }) => [textOf(name), textOf(query)] as const),
  ]);
  const pluginOf = (reference: string) => plugins.get(/^\$\{?(\w+)\}?$/.exec(reference)?.[1] ?? '');
  return (datasource) => {
    const uid = isObject(datasource) ? textOf(datasource['uid']) : textOf(datasource);
    const type = isObject(datasource) ? textOf(datasource['type']) : '';
    const plugin = type && !type.startsWith('$') ? type : pluginOf(uid);
    if (plugin) return PROMQL.test(plugin) || plugin === 'datasource';
    return !/loki|tempo|elastic|influx|graphite|cloudwatch|grafana --/i.test(uid);
  };
}
