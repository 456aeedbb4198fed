import { LineCounter, parseAllDocuments } from 'yaml';
import { isObject } from '../../model/json.ts';
import type { Finding } from '../finding.ts';
import { parseSet } from './strvals.ts';
import type { Values } from './tree.ts';
import { mergeValues } from './tree.ts';

/** A values file, or what stands behind `--set`. */
export interface ValuesSource {
  readonly name: string;
  readonly text: string;
  readonly kind: 'file' | 'set';
}

export interface ReadValues {
  /** Of all sources that could be read, the later over the earlier, `--set` over files. */
  readonly values: Values;
  readonly findings: readonly Finding[];
}

/** Reads and merges values as Helm would. A source that cannot be read is a finding, and the others count. */
export function readValues(sources: readonly ValuesSource[]): ReadValues {
  const ordered = [...sources.filter(({ kind }) => kind === 'file'), ...sources.filter(({ kind }) => kind === 'set')];
  const findings: Finding[] = [];
  let values: Values = {};
  for (const source of ordered) {
    const read = source.kind === 'file' ? parseValues(source.text) : parseSet(source.text);
    if ('values' in read) values = mergeValues(values, read.values);
    else findings.push(unreadable(source.name, read.fault));
  }
  return { values, findings };
}

/** YAML or JSON, or what `helm get values` prints. */
export function parseValues(text: string): { readonly values: Values } | { readonly fault: string } {
  const lines = new LineCounter();
  const body = text.replace(/^(?:USER-SUPPLIED|COMPUTED) VALUES:[ \t]*$/m, '');
  const documents = parseAllDocuments(body, { lineCounter: lines, merge: true });
  if (!Array.isArray(documents)) return { values: {} };
  let values: Values = {};
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      return { fault: `line ${line}, column ${col}: ${error.message.split(/ at line |\n/)[0]}` };
    }
    const read = asValues(document);
    if ('fault' in read) return read;
    values = mergeValues(values, read.values);
  }
  return { values };
}

function asValues(document: { toJS(options: { maxAliasCount: number }): unknown }) {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return { fault: 'its aliases multiply beyond all values' };
  }
  if (value === null || value === undefined) return { values: {} };
  if (!isObject(value as Values)) return { fault: 'is no map of values' };
  const values = value as Values;
  if (typeof values['kind'] === 'string' && typeof values['apiVersion'] === 'string') {
    return { fault: `is a Kubernetes ${values['kind']}, no values of a chart` };
  }
  if (Array.isArray(values['panels'])) return { fault: 'is a dashboard, which --dashboard takes' };
  if (Array.isArray(values['groups'])) return { fault: 'is a rule file, which --rules takes' };
  if (typeof values['apiVersion'] === 'string' && typeof values['version'] === 'string') {
    return { fault: 'is a Chart.yaml, no values of a chart' };
  }
  return { values };
}

function unreadable(name: string, fault: string): Finding {
  return {
    code: 'source-unreadable',
    key: `source-unreadable ${name}`,
    severity: 'error',
    summary: `${name} cannot be read as values: ${fault}.`,
    evidence: [],
    remedies: [{ kind: 'command', text: 'helm get values cilium -n kube-system -o yaml > values.yaml' }],
  };
}
