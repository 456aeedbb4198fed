import { Document, stringify } from 'yaml';
import type { Remedy } from '../../doctor/finding.ts';
import type { Json } from '../../model/dashboard.ts';

/** A remedy as it is shown: where to write or run it, and the lines. */
export interface ShownRemedy {
  readonly remedy: Remedy;
  readonly lines: readonly string[];
  /** An earlier finding has shown the same. */
  readonly again: boolean;
}

/**
 * Remedies of findings in the order they are shown: several values of one chart are one piece of YAML, and what an
 * earlier finding has shown is not repeated.
 */
export function remediesShown(): (remedies: readonly Remedy[]) => readonly ShownRemedy[] {
  const seen = new Set<string>();
  return (remedies) => {
    const groups = Map.groupBy(remedies, (remedy) => (remedy.kind.endsWith('-values') ? remedy.kind : remedy));
    return [...groups.values()].flatMap((same) => {
      const [remedy] = same;
      if (!remedy) return [];
      const lines = 'path' in remedy ? yamlLines(combined(same)) : remedy.text.trimEnd().split('\n');
      const key = `${remedy.kind} ${lines.join('\n')}`;
      const again = seen.has(key);
      seen.add(key);
      return [{ remedy, lines, again }];
    });
  };
}

function combined(remedies: readonly Remedy[]): Json {
  const document = new Document({});
  for (const remedy of remedies) if ('path' in remedy) document.setIn(remedy.path, document.createNode(remedy.value));
  return document.toJS();
}

function yamlLines(value: Json): readonly string[] {
  return stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
}
