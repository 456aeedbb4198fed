import type { LabelOf, Recorded, Selector, SeriesName } from '../promql/promql.ts';
import type { VariableDefinition } from './context.ts';

interface Options {
  /** Name in queries: `$name`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** The label is empty or absent on some series that `All` must keep. Default false. */
  readonly mayBeEmpty?: boolean;
  /** Values come and go within the time range (namespaces, workloads). Default false. */
  readonly churns?: boolean;
  /** Several values at once. Default true. */
  readonly multi?: boolean;
  /** Begins with this value and offers no All: for boards about one thing at a time. */
  readonly initial?: string;
}

export interface VariableOptions<S extends SeriesName> extends Options {
  /** Series whose labels are offered, narrowed by the variables before it. */
  readonly of: Selector<S>;
  readonly values: LabelOf<S>;
}

/** The same for a recorded series, whose labels are those its rule leaves. */
export interface RecordedVariableOptions extends Options {
  readonly of: Recorded;
  readonly values: string;
}

/** A drop-down of the values a label takes, multi-value with All. */
export function labelVariable<S extends SeriesName>(options: VariableOptions<S>): VariableDefinition {
  return variable(options);
}

/** The same of a series that a rule records. */
export function recordedVariable(options: RecordedVariableOptions): VariableDefinition {
  return variable(options);
}

function variable({
  name,
  label,
  description,
  of,
  values,
  mayBeEmpty,
  churns,
  multi = true,
  initial,
}: Options & { readonly of: Selector | Recorded; readonly values: string }): VariableDefinition {
  return {
    kind: 'variable',
    variable: name,
    multi,
    ...(initial === undefined ? {} : { initial }),
    values,
    label,
    description,
    of,
    allValue: mayBeEmpty ? '.*' : '.+',
    refresh: churns ? 'time' : 'load',
  };
}
