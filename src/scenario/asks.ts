import { parseSeries } from '../catalog/catalog.ts';
import type { Dashboard, JsonObject } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import { walk } from '../promql/ast.ts';
import { parsePromql } from '../promql/parse.ts';
import { MAX_DATA_POINTS } from './expand.ts';

/** A query to be asked, with what its panel says about how. */
export interface Ask {
  readonly dashboard: Dashboard;
  readonly query: Query;
  readonly expr: string;
  readonly emitted: boolean;
  readonly onOpen: boolean;
  readonly maxDataPoints: number;
  /** Drop-downs that have no value in this question. */
  readonly empty?: readonly string[];
}

/** Every query of a model as it is emitted; what reads a drop-down that may be empty, with it empty too. */
export function asksOf({ dashboards }: Model, emitted: boolean): readonly Ask[] {
  return dashboards.flatMap((dashboard) => {
    const always = { dashboard, emitted, onOpen: true, maxDataPoints: MAX_DATA_POINTS };
    const optional = dashboard.variables.filter(({ mayBeEmpty }) => mayBeEmpty).map(({ name }) => name);
    const alsoEmpty = (one: Ask): readonly Ask[] => {
      const empty = optional.filter((name) => one.query.use !== 'variable' && one.expr.includes(`$${name}`));
      return empty.length > 0 ? [one, { ...one, empty, onOpen: false }] : [one];
    };
    return [
      ...dashboard.variableQueries.map((query): Ask => ({ ...always, query, expr: query.expr })),
      ...dashboard.annotationQueries.flatMap((query) => alsoEmpty({ ...always, query, expr: query.expr })),
      ...dashboard.panels.flatMap((panel) =>
        panel.queries.flatMap((query) => {
          const maxDataPoints = maxDataPointsOf(dashboard, panel.path);
          return alsoEmpty({ ...always, query, expr: query.expr, onOpen: !panel.collapsed, maxDataPoints });
        }),
      ),
    ];
  });
}

/** Asks of `more` whose text the first list does not already ask for the same panel. */
export function withoutRepeats(first: readonly Ask[], more: readonly Ask[]): readonly Ask[] {
  const key = ({ dashboard, query, expr, empty = [] }: Ask) =>
    [dashboard.uid, query.use, query.item, expr, ...empty].join('\n');
  const known = new Set(first.map(key));
  return [...first, ...more.filter((ask) => !known.has(key(ask)))];
}

/**
 * Names of the families that expressions read, so that a cluster can be made of these alone; undefined when a selector
 * names no metric and so may read anything.
 */
export function familiesRead(asks: readonly Ask[]): ReadonlySet<string> | undefined {
  return familiesIn(asks.map(promqlIn));
}

/** The PromQL of a question: of a variable the selector. */
export function promqlIn({ query, expr }: Ask): string {
  return promqlOf(query, expr);
}

/** The same of PromQL alone. */
export function familiesIn(exprs: readonly string[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  let nameless = false;
  for (const expr of exprs) {
    const { root } = parsePromql(expr);
    if (!root) continue;
    walk(root, (node) => {
      if (node.kind !== 'selector') return;
      if (node.name === undefined) nameless = true;
      else names.add(parseSeries(node.name)?.family ?? node.name);
    });
  }
  return nameless ? undefined : names;
}

function maxDataPointsOf(dashboard: Dashboard, path: string): number {
  let at: unknown = dashboard.json;
  for (const step of path.split('/').slice(1)) at = (at as JsonObject | undefined)?.[step];
  const points = (at as JsonObject | undefined)?.['maxDataPoints'];
  return typeof points === 'number' ? points : MAX_DATA_POINTS;
}
