import { stringify } from 'yaml';
import type { Remedy } from '../../doctor/finding.ts';
import type { Json } from '../../model/dashboard.ts';

/** What to write or run, line by line. Values of a chart come as the YAML that a values file would hold. */
export function remedyLines(remedy: Remedy): readonly string[] {
  switch (remedy.kind) {
    case 'cilium-values':
    case 'stack-values':
      return yamlLines(nested(remedy.path, remedy.value));
    default:
      return remedy.text.trimEnd().split('\n');
  }
}

/** Remedies one after another, each thing said once; several values of one chart become one piece of YAML. */
export function merged(remedies: readonly Remedy[]): readonly Remedy[] {
  return [...new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy])).values()];
}

function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

function yamlLines(value: Json): readonly string[] {
  return stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
}
