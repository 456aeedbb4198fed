import type { LabelOf, Selector, SeriesName } from '../promql/promql.ts';
import type { VariableDefinition } from './context.ts';

export interface VariableOptions<S extends SeriesName> {
  /** Name in queries: `$name`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Series whose labels are offered, narrowed by the variables before it. */
  readonly of: Selector<S>;
  readonly values: LabelOf<S>;
  /** The label is empty or absent on some series that `All` must keep. Default false. */
  readonly mayBeEmpty?: boolean;
  /** Values come and go within the time range (namespaces, workloads). Default false. */
  readonly churns?: boolean;
  /** Several values at once. Default true. */
  readonly multi?: boolean;
}

/** A drop-down of the values a label takes, multi-value with All. */
export function labelVariable<S extends SeriesName>(options: VariableOptions<S>): VariableDefinition {
  return {
    kind: 'variable',
    variable: options.name,
    multi: options.multi ?? true,
    values: options.values,
    label: options.label,
    description: options.description,
    of: options.of,
    allValue: options.mayBeEmpty ? '.*' : '.+',
    refresh: options.churns ? 'time' : 'load',
  };
}
