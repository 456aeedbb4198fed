/** What one series name shows on /metrics. */
export interface ExposedSeries {
  readonly count: number;
  /** Label -> how many of the series have a value for it. */
  readonly labels: ReadonlyMap<string, number>;
}

/** Series by name, with `_bucket`, `_sum` and `_count`, and the values of labels that say what a process is. */
export interface Exposition {
  readonly series: ReadonlyMap<string, ExposedSeries>;
  /** Values of the label `version` of `cilium_version`. */
  readonly versions: readonly string[];
}

const NAME = /^[a-zA-Z_:][\w:]*/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?:,\s*|(?=\}))/y;
/** A value, and what may follow: a timestamp, an exemplar of OpenMetrics. */
const REST = /^\s+(?:[+-]?(?:\d[\d.eE+-]*|\.\d+|Inf|NaN))(?:\s+-?[\d.]+)?(?:\s+#\s.*)?\s*$/i;

const TABLE = 'it is the table of `cilium-dbg metrics list`, which rounds and leaves out: take /metrics itself';

/**
 * Reads the text formats of Prometheus (0.0.4) and OpenMetrics (1.0).
 * @returns the series, or what the text is instead and where that shows
 */
export function parseExposition(text: string): Exposition | { readonly fault: string } {
  const fault = notMetrics(text);
  if (fault) return { fault };
  const series = new Map<string, { count: number; labels: Map<string, number> }>();
  const versions = new Set<string>();
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#') || line.trim() === '') continue;
    const read = parseLine(line);
    if (!read) return { fault: /^\w+\t/.test(line) ? TABLE : `line ${index + 1} is no sample: ${line.slice(0, 60)}` };
    const of = series.get(read.name) ?? { count: 0, labels: new Map<string, number>() };
    series.set(read.name, of);
    of.count++;
    for (const [label, value] of read.labels) {
      of.labels.set(label, (of.labels.get(label) ?? 0) + (value === '' ? 0 : 1));
      if (read.name === 'cilium_version' && label === 'version') versions.add(value);
    }
  }
  return series.size === 0 ? { fault: 'it holds no sample' } : { series, versions: [...versions] };
}

function parseLine(line: string) {
  const [name] = NAME.exec(line) ?? [];
  if (name === undefined) return undefined;
  const labels: (readonly [string, string])[] = [];
  let at = name.length;
  if (line[at] === '{') {
    at++;
    for (LABEL.lastIndex = at; line[at] !== '}'; at = LABEL.lastIndex) {
      LABEL.lastIndex = at;
      const [, label, value] = LABEL.exec(line) ?? [];
      if (label === undefined || value === undefined) return undefined;
      labels.push([label, value]);
    }
    at++;
  }
  return REST.test(line.slice(at)) ? { name, labels } : undefined;
}

/** What people give by mistake, in the words of what to do about it. */
function notMetrics(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (/^\s*</.test(text)) return 'it is a web page, such as a login: metrics come from the port of the process';
  if (/^\s*[{[]/.test(text)) return 'it is JSON: metrics are text, one series a line';
  if (/^Metric\s+Labels\s+Value/m.test(text.slice(0, 1000))) return TABLE;
  return text.includes('\0') ? 'it is no text' : undefined;
}
