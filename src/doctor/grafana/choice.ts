import { nearest } from '../../catalog/nearest.ts';
import type { Finding } from '../finding.ts';
import type { DataSource } from './datasources.ts';
import { isCousin, offered } from './datasources.ts';

/** Whether the data source that the boards are to open with exists, and is one their variable offers. */
export function choiceFindings(
  all: readonly DataSource[],
  chosen: DataSource | undefined,
  named: string | undefined,
): readonly Finding[] {
  if (!chosen) return [missing(all, named)];
  return chosen.type === 'prometheus' ? [] : [otherType(chosen, offered(all))];
}

function missing(all: readonly DataSource[], named: string | undefined): Finding {
  const ours = offered(all);
  const [near] =
    named === undefined
      ? []
      : nearest(
          named,
          ours.flatMap(({ name, uid }) => [name, uid]),
        );
  const suggestion = near ?? ours[0]?.name;
  const cousins = all.filter(isCousin);
  return {
    code: 'datasource-missing',
    key: `datasource-missing ${named ?? 'prometheus'}`,
    severity: 'error',
    summary:
      named === undefined
        ? 'Grafana has no data source of type prometheus: the boards have nothing to ask.'
        : `Grafana has no data source "${named}", which the settings name (grafana.datasource).`,
    evidence: [
      `it has: ${all.map(({ name, type }) => `${name} (${type})`).join(', ') || 'none at all'}`,
      ...cousins.map(
        ({ name, type }) => `${name} speaks PromQL, but a variable of type prometheus does not offer a ${type}`,
      ),
    ],
    remedies:
      named !== undefined && suggestion !== undefined
        ? [{ kind: 'settings', text: `grafana: { datasource: '${suggestion}' }` }]
        : [
            {
              kind: 'stack-values',
              path: ['grafana', 'sidecar', 'datasources', 'defaultDatasourceEnabled'],
              value: true,
            },
            { kind: 'advice', text: 'or add one by hand: Connections, Data sources, Prometheus' },
          ],
  };
}

function otherType({ name, type }: DataSource, ours: readonly DataSource[]): Finding {
  const [first] = ours;
  return {
    code: 'datasource-type',
    key: `datasource-type ${name}`,
    severity: 'error',
    summary: `The data source "${name}" is of type ${type}; the boards ask one of type prometheus.`,
    evidence: [],
    remedies: first
      ? [{ kind: 'settings', text: `grafana: { datasource: '${first.name}' }` }]
      : [{ kind: 'advice', text: 'add a data source of type prometheus' }],
  };
}
