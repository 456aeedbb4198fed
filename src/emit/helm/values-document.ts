import type { Scalar } from 'yaml';
import { Document, isCollection, isMap, isScalar } from 'yaml';
import type { Json } from '../../model/dashboard.ts';
import { YAML_HEADER } from '../yaml.ts';

/** A value of a Helm chart, and why it is there. */
export interface HelmValue {
  /** Path in the values, such as `operator.prometheus.enabled`. */
  readonly path: string;
  readonly value: Json;
  /** Comment above its line; of a list, above each of its items. */
  readonly why: string | readonly string[];
}

/**
 * Values of a chart as people read them: maps in the order given, a comment above each value.
 * @param head lines at the top of the file, under the header of all generated files
 * @param tail lines at its end
 */
export function valuesText(
  values: readonly HelmValue[],
  head: readonly string[],
  tail: readonly string[] = [],
): string {
  const document = new Document({});
  for (const { path, value, why } of values) {
    const keys = path.split('.');
    document.setIn(keys, document.createNode(value, { aliasDuplicateObjects: false }));
    const parent = keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true);
    if (!isMap(parent)) continue;
    const last = keys.at(-1) ?? '';
    const at = parent.items.findIndex(({ key }) => (isScalar(key) ? key.value : key) === last);
    const pair = parent.items[at];
    if (!pair) continue;
    if (typeof why === 'string') {
      // a comment above the first key of a map is printed above the map, unless the key itself carries it
      const key = document.createNode(last) as Scalar;
      key.commentBefore = commented([why]);
      pair.key = key as never;
    } else if (isCollection(pair.value)) {
      for (const [index, item] of pair.value.items.entries()) {
        (item as Scalar).commentBefore = commented([why[index] ?? '']);
      }
    }
  }
  const lines = (texts: readonly string[]) => texts.map((text) => (text === '' ? '#\n' : `# ${text}\n`)).join('');
  const body = document.toString({ lineWidth: 0, indentSeq: true });
  return `${YAML_HEADER}${lines(head)}\n${body}${tail.length > 0 ? `\n${lines(tail)}` : ''}`;
}

function commented(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n');
}
