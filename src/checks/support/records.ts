import type { Minor } from '../../catalog/minor.ts';
import { rulesRead } from '../../contract/records.ts';
import type { Model } from '../../model/model.ts';
import type { RecordingRule } from '../../model/rules.ts';
import { recordingRules } from '../../model/rules.ts';
import type { SelectorNode } from '../../promql/ast.ts';
import { labelsOfResult } from '../../promql/labels.ts';
import { parsePromql } from '../../promql/parse.ts';

/** A series that a recording rule makes. */
export interface RecordFacts {
  /** Rules of that name whose static labels the matchers let through; none: nobody records it. */
  readonly rules: readonly RecordingRule[];
  /** Labels every series of it carries; undefined when they come from series the catalog does not know. */
  readonly labels: ReadonlySet<string> | undefined;
  /** Labels that some series of it carry: several rules may record one name, each with labels of its own. */
  readonly some: ReadonlySet<string>;
}

/** Labels that the series of a selector carry in some minors; undefined when unknown. */
type LabelsOf = (node: SelectorNode, minors: readonly Minor[]) => ReadonlySet<string> | undefined;

/**
 * Looks recorded series up in the model's own rules: a record carries what survives its expression, and its static
 * labels. A record that reads itself, and those of other projects, carry what nobody knows.
 * @param labelsOf answers for the selectors inside of the records' expressions
 */
export function recordResolver(model: Pick<Model, 'ruleSets'>, labelsOf: LabelsOf) {
  const byName = Map.groupBy(recordingRules(model), ({ record }) => record);
  const known = new Map<string, ReadonlySet<string> | undefined>();

  const labelsMadeBy = (rule: RecordingRule, minors: readonly Minor[]): ReadonlySet<string> | undefined => {
    const key = `${rule.query.resource} ${rule.path} ${minors.join()}`;
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const texts = new Set(minors.map((minor) => rule.query.byMinor[minor] ?? rule.query.expr));
    const made = intersection([...texts].map((expr) => survivorsOf(expr, minors, labelsOf)));
    const labels = made?.union(new Set(Object.keys(rule.labels)));
    known.set(key, labels);
    return labels;
  };

  return (node: SelectorNode, minors: readonly Minor[]): RecordFacts => {
    const rules = rulesRead(node, byName);
    const made = rules.map((rule) => labelsMadeBy(rule, minors));
    const some = new Set(made.flatMap((labels) => [...(labels ?? [])]));
    return { rules, labels: intersection(made), some };
  };
}

/** Labels of an expression's result; undefined when it reads series nobody knows. */
function survivorsOf(expr: string, minors: readonly Minor[], labelsOf: LabelsOf): ReadonlySet<string> | undefined {
  const { root } = parsePromql(expr);
  if (!root) return undefined;
  const set = labelsOfResult(root);
  if (set.closed) return set.labels;
  const sources = intersection(set.sources.map((source) => labelsOf(source, minors)));
  return sources?.difference(set.dropped).union(set.labels);
}

/** What all sets have; undefined when there is none, or one is not known. */
function intersection(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const [first, ...others] = sets;
  return others.reduce((common, each) => each && common?.intersection(each), first);
}
