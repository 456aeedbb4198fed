import type { Json } from '../../model/dashboard.ts';

/** What a drop-down of Grafana asks of Prometheus. */
export interface VariableAsk {
  /** As `Query.expr` has it: `label_values()` stays, `query_result()` is taken off. */
  readonly expr: string;
  /** Label whose values are offered. */
  readonly label?: string;
}

/** The PromQL in a variable's query; undefined where it has none, such as `label_values(pod)` and `metrics(...)`. */
export function variableAsk(query: string): VariableAsk | undefined {
  const text = query.trim();
  const values = /^label_values\(\s*(.*\S)\s*,\s*(\w+)\s*\)$/s.exec(text);
  if (values?.[1] && values[2]) return { expr: `label_values(${values[1]}, ${values[2]})`, label: values[2] };
  const result = /^query_result\(\s*(.*\S)\s*\)$/s.exec(text);
  return result?.[1] ? { expr: result[1] } : undefined;
}

/** Deepest nesting of brackets that is parsed: no query of a human comes near, and the parser recurses. */
const DEEPEST = 200;
/** Longest text that is parsed, in characters. */
const LONGEST = 65_536;

/** Why a text is not even parsed; undefined when it may be. */
export function unfit(expr: string): string | undefined {
  let [depth, deepest] = [0, 0];
  for (const char of expr) {
    if (char === '(' || char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === ')' || char === '}' || char === ']') depth--;
  }
  const signs = /(?:[-+^]\s*){200}/.test(expr);
  if (deepest > DEEPEST || signs) return `is nested deeper than ${DEEPEST} levels`;
  return expr.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
