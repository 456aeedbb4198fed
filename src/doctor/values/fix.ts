import type { Document } from 'yaml';
import { isScalar, parseDocument, stringify } from 'yaml';
import { isObject } from '../../model/json.ts';
import type { Finding, Remedy } from '../finding.ts';
import type { ValuesSource } from './read.ts';
import { readValues } from './read.ts';
import type { Values } from './tree.ts';
import { putAt, valueAt } from './tree.ts';

type ValueRemedy = Extract<Remedy, { kind: 'cilium-values' }>;

/**
 * The values with everything mended that a value can mend. One file keeps its comments and its order; several, or
 * those of `--set`, become one file without.
 */
export function fixedValues(sources: readonly ValuesSource[], findings: readonly Finding[]): string {
  const remedies = findings
    .flatMap((finding) => finding.remedies)
    .filter((remedy): remedy is ValueRemedy => remedy.kind === 'cilium-values');
  const [only, ...others] = sources;
  const document = only?.kind === 'file' && others.length === 0 ? parseDocument(only.text) : undefined;
  if (document && document.errors.length === 0 && isObject(document.toJS())) {
    for (const remedy of remedies) write(document, remedy.path, mendedValue(document.toJS(), remedy));
    return document.toString({ lineWidth: 0 });
  }
  let { values } = readValues(sources);
  for (const remedy of remedies) values = putAt(values, remedy.path, mendedValue(values, remedy));
  return stringify(values, { lineWidth: 0 });
}

/** A scalar in the place of another keeps the comment behind it. */
function write(document: Document, path: readonly string[], value: ValueRemedy['value']): void {
  const node = document.getIn(path, true);
  if (isScalar(node) && !isCollectionValue(value)) node.value = value;
  else document.setIn(path, document.createNode(value));
}

const isCollectionValue = (value: ValueRemedy['value']) => typeof value === 'object' && value !== null;

/** Names to switch on are added to those there are; anything else takes the place of what was there. */
function mendedValue(values: Values, { path, value }: ValueRemedy): ValueRemedy['value'] {
  if (path.join('.') !== 'prometheus.metrics' || !Array.isArray(value)) return value;
  const given = valueAt(values, 'prometheus.metrics');
  return [...new Set([...(Array.isArray(given) ? given : []), ...value])];
}
