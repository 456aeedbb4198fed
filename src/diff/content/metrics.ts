import { familiesNamed } from '../../catalog/catalog.ts';
import type { Json } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import { familiesIn } from '../../promql/families.ts';
import type { ContentView } from './content.ts';

/** Metric families that the queries of boards and rules read, records among them. */
export function metricsOf({ boards, groups }: ContentView): ReadonlySet<string> {
  const expressions = [
    ...boards.flatMap(({ json }) => expressionsIn(json)),
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
  return new Set(expressions.flatMap((expr) => [...familiesIn(expr)]));
}

/** Every `expr` at any depth, and what `label_values()` of variables asks. */
function expressionsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return expressionsIn(inner);
    if (key === 'expr') return [inner];
    if (key !== 'query' && key !== 'definition') return [];
    const asked = /^\s*(?:label_values\((.*),\s*\w+\s*\)|query_result\((.*)\))\s*$/s.exec(inner);
    return asked ? [asked[1] ?? asked[2] ?? ''] : [];
  });
}

/** What must be switched on for a family: a Hubble handler, or a Helm value. Undefined where it is there by default. */
export function needOf(family: string): string | undefined {
  const [found] = familiesNamed(family);
  if (!found) return undefined;
  const { handler, off, switch: helm } = found.fact;
  if (handler) return `the Hubble handler \`${handler}\` in hubble.metrics.enabled`;
  return off && helm ? `${helm.helm}: ${helm.value}` : undefined;
}
