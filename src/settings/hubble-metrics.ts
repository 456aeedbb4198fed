import { nearest } from '../catalog/nearest.ts';
import { contextLabels, contextOptions, contextValues, handlers } from '../catalog/vocabularies.ts';

/** One entry of `hubble.metrics.enabled`, taken apart. */
export interface HubbleMetric {
  readonly name: string;
  /** Options of the handler itself, such as `query` of `dns`. */
  readonly options: readonly string[];
  /** Labels its context options add. */
  readonly labels: readonly string[];
  /** The entry as it is written in Helm values. */
  readonly text: string;
}

export type HubbleMetricsInput = string | readonly string[];

/**
 * Reads `hubble.metrics.enabled` in any of its spellings: a YAML list, the `{a,b}` of `--set` with its escaped commas,
 * or the agent flag's list separated by spaces (or commas, up to 1.16).
 * Syntax of an entry: `name:option;option=value|value` (docs.cilium.io, Monitoring & Metrics, Hubble metrics).
 * @returns the entries, and one sentence per fault
 */
export function parseHubbleMetrics(input: HubbleMetricsInput): {
  readonly metrics: readonly HubbleMetric[];
  readonly faults: readonly string[];
} {
  const entries = typeof input === 'string' ? splitEntries(input) : input.map((entry) => entry.trim());
  const faults: string[] = [];
  const metrics = entries.filter((entry) => entry !== '').map((entry) => parseEntry(entry, faults));
  const names = metrics.map(({ name }) => name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    faults.push(`handler "${name}" is listed twice`);
  }
  if (names.includes('http') && names.includes('httpV2')) {
    faults.push('http and httpV2 register the same metric names and cannot be enabled together: keep httpV2');
  }
  return { metrics, faults };
}

function splitEntries(text: string): readonly string[] {
  const list = text.trim().replace(/^\{(.*)\}$/s, '$1');
  if (/\s/.test(list)) return list.split(/\s+/).map(unescapeCommas);
  return list.split(/(?<!\\),/).map(unescapeCommas);
}

/** `--set` needs commas inside an entry escaped, in shells often twice. */
function unescapeCommas(entry: string): string {
  return entry.replace(/\\+,/g, ',').trim();
}

function parseEntry(entry: string, faults: string[]): HubbleMetric {
  const [name = '', ...rest] = entry.split(':');
  const handler = handlers.find((candidate) => candidate.name === name);
  if (!handler) {
    const names = handlers.map((candidate) => candidate.name);
    faults.push(`unknown Hubble handler "${name}"${didYouMean(nearest(name, names))}; known: ${names.join(', ')}`);
  }
  const options: string[] = [];
  const labels = new Set<string>();
  for (const option of rest.join(':').split(';').filter(Boolean)) {
    const [key = '', value = ''] = option.split(/=(.*)/s);
    if (key === 'labelsContext') {
      for (const label of value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)) {
        if (contextLabels.includes(label)) labels.add(label);
        else
          faults.push(
            `handler "${name}": unknown labelsContext label "${label}"${didYouMean(nearest(label, contextLabels))}; known: ${contextLabels.join(', ')}`,
          );
      }
    } else if (key in contextOptions) {
      for (const context of value.split('|').filter((part) => !contextValues.includes(part))) {
        faults.push(`handler "${name}": unknown ${key} "${context}"; known: ${contextValues.join(', ')}`);
      }
      labels.add(String(contextOptions[key]));
    } else {
      options.push(key);
      const known = [...(handler?.options ?? []), ...Object.keys(contextOptions), 'labelsContext'];
      if (handler && !known.includes(key)) {
        faults.push(
          `handler "${name}": unknown option "${key}"${didYouMean(nearest(key, known))}; known: ${known.join(', ')}`,
        );
      }
    }
  }
  return { name, options, labels: [...labels], text: entry };
}

/** ` (did you mean "x" or "y"?)`, or nothing. */
export function didYouMean(near: readonly string[]): string {
  return near.length > 0 ? ` (did you mean ${near.map((name) => `"${name}"`).join(' or ')}?)` : '';
}
