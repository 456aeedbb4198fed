import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { BuildContext, VariableDefinition } from '../define/context.ts';
import type { JsonObject, Variable } from '../model/dashboard.ts';
import type { Query } from '../model/query.ts';
import { isTargetLabel, render } from '../promql/promql.ts';
import type { Settings } from '../settings/settings.ts';
import type { Board } from './board.ts';
import { CLUSTER_VARIABLE } from './context.ts';
import { DATASOURCE } from './panels/panel.ts';
import { omit, toPlain } from './plain.ts';
import { sameForAll } from './queries.ts';

/** `PromVariableQueryType` of Grafana (packages/grafana-prometheus). */
const LABEL_VALUES = 1;
const QUERY_RESULT = 3;

/** Fields Grafana keeps for other kinds of variables; the SDK writes them on every one. */
const NOISE = ['auto', 'auto_min', 'auto_count', 'skipUrlSync', 'allowCustomValue', 'staticOptions'] as const;

/** The data source drop-down every board starts with. */
export function datasourceVariable(settings: Settings): JsonObject {
  const builder = new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .description('The Prometheus that scrapes Cilium.')
    .type('prometheus')
    .multi(false)
    .includeAll(false);
  const { datasource } = settings.grafana;
  if (datasource) builder.current({ text: datasource, value: datasource, selected: true });
  return { ...omit(toPlain(builder.build()), ...NOISE), refresh: 1, options: [] };
}

/**
 * The cluster drop-down, from a series of the board's own component. `All` is `.*`, so that it also finds series of a
 * Prometheus that puts no cluster label on its own targets.
 */
export function clusterVariable(context: BuildContext, of: VariableDefinition['of']): VariableDefinition | undefined {
  if (!context.clusterLabel) return undefined;
  // only what picks the component's targets: a reason or status would empty the list while nothing of it happens
  const matchers = of.matchers.filter(({ label, value }) => isTargetLabel(label) && !value.startsWith('$'));
  return {
    kind: 'variable',
    variable: CLUSTER_VARIABLE,
    multi: true,
    values: context.clusterLabel,
    label: 'Cluster',
    description: 'Clusters whose series this Prometheus holds, by their cluster label.',
    of: { ...of, matchers },
    allValue: '.*',
    refresh: 'load',
  };
}

/** `label_values(selector, label)`, which Grafana answers from the label index; or the result of a query. */
export function variableQuery(variable: VariableDefinition, context: BuildContext): string {
  if (variable.resultOf) return `query_result(${render(variable.resultOf, context.minors)})`;
  return `label_values(${render(variable.of, context.minors)}, ${variable.values})`;
}

export function queryVariable(variable: VariableDefinition, context: BuildContext): JsonObject {
  const query = variableQuery(variable, context);
  const built = new QueryVariableBuilder(variable.variable)
    .label(variable.label)
    .description(variable.description)
    .datasource({ ...DATASOURCE })
    .query({
      qryType: variable.resultOf ? QUERY_RESULT : LABEL_VALUES,
      query,
      refId: 'PrometheusVariableQueryEditor-VariableQuery',
    })
    .definition(query)
    .multi(variable.multi)
    .includeAll(variable.initial === undefined)
    .refresh(variable.refresh === 'load' ? VariableRefresh.OnDashboardLoad : VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    // of a result Grafana makes lines such as `{rates="recorded"} 1 1767232770000`
    .regex(variable.resultOf ? `/${variable.values}="([^"]*)"/` : '');
  if (variable.initial === undefined)
    built.allValue(variable.allValue).current({ text: 'All', value: '$__all', selected: true });
  else built.current({ text: variable.initial, value: variable.initial, selected: true });
  // Grafana fills the options in; an empty list is what it stores
  return { ...omit(toPlain(built.build()), ...NOISE), options: [] };
}

export function variableModel(variable: VariableDefinition): Variable {
  return {
    name: variable.variable,
    type: 'query',
    label: variable.label,
    multi: variable.multi,
    includeAll: variable.initial === undefined,
    ...(variable.initial === undefined ? { allValue: variable.allValue } : { initial: variable.initial }),
    ...(variable.mayBeEmpty ? { mayBeEmpty: true } : {}),
    refresh: variable.refresh === 'load' ? 1 : 2,
  };
}

export function variableToQuery(variable: VariableDefinition, index: number, board: Board): Query {
  const { context, definition } = board;
  return sameForAll(variableQuery(variable, context), context, {
    use: 'variable',
    resource: `dashboard/${definition.uid}`,
    file: board.relative(definition.origin.file),
    line: definition.origin.line,
    item: variable.variable,
    path: `/templating/list/${index + 1}/query/query`,
    label: variable.values,
    suppress: variable.suppress ?? [],
  });
}
