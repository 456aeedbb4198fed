import type { Matcher } from '../catalog/matchers.ts';
import type { Minor, MinorRange } from '../catalog/minor.ts';
import { inRange, MINORS } from '../catalog/minor.ts';
import type { Series } from '../catalog/series.gen.ts';
import type { MatcherValue } from './matchers.ts';
import { renderMatcher, toMatcher } from './matchers.ts';

export type SeriesName = keyof Series;

/** Labels that scraping adds to a series. Which of them exist is for the settings to say. */
const TARGET_LABELS = [
  'job',
  'instance',
  'namespace',
  'pod',
  'container',
  'service',
  'endpoint',
  'node',
  'k8s_app',
  'io_cilium_app',
  'cluster',
] as const;

export type TargetLabel = (typeof TARGET_LABELS)[number];

/** True for labels that scraping adds, so that the settings and not the catalog say where they are. */
export function isTargetLabel(label: string): label is TargetLabel {
  return (TARGET_LABELS as readonly string[]).includes(label);
}

export type LabelOf<S extends SeriesName> = Extract<keyof Series[S], string> | TargetLabel;

/** A vector selector of a series the catalog knows. */
export interface Selector<S extends SeriesName = SeriesName> {
  readonly kind: 'selector';
  readonly series: S;
  readonly matchers: readonly Matcher[];
  /** What a rule records of its rate, where the record can answer as the matchers ask. */
  readonly recorded?: RecordedRate;
}

/** What a rule records of a series, process by process, before it adds up the rates or takes the most changes. */
export type RecordedFunction = 'rate' | 'changes';

/** The record of a rate. */
export interface RecordedRate {
  readonly record: Recorded;
  readonly fn: RecordedFunction;
  /** Labels the record has. */
  readonly keeps: readonly string[];
  /** On the counter: it matches nothing while the record is read. */
  readonly otherwise: Matcher;
}

/** A `by (...)`, `without (...)` or `on (...)` clause, its labels checked against the series. */
export interface Grouping {
  readonly kind: 'grouping';
  readonly keyword: 'by' | 'without' | 'on' | 'group_left';
  readonly labels: readonly string[];
}

/** PromQL text with selectors in it. Rendered per range of minors, so that one query can serve several. */
export interface Promql {
  readonly kind: 'promql';
  readonly strings: readonly string[];
  readonly values: readonly Fragment[];
}

/** A series that a recording rule of ours makes; the checks know its labels from that rule. */
export interface Recorded {
  readonly kind: 'recorded';
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** Labels that a drop-down of the board picks and the record does not have. */
  readonly lost?: readonly string[];
}

/** One expression per range of minors; where the configured range spans several they are joined by `or`. */
export interface PerMinor {
  readonly kind: 'per-minor';
  readonly choices: readonly (MinorRange & { readonly query: Promql })[];
}

export type Fragment = Selector | Recorded | Grouping | Promql | PerMinor | number;

/**
 * PromQL as it would be pasted into Explore, with selectors and groupings filled in:
 * `` promql`sum ${by(drops, 'reason')} (rate(${drops}[$__rate_interval]))` ``
 */
export function promql(strings: TemplateStringsArray, ...values: readonly Fragment[]): Promql {
  return { kind: 'promql', strings: dedent(strings), values };
}

/** `by (a, b)`, where every label must be one of the series or of its target. */
export function by<S extends SeriesName>(_of: Selector<S>, ...labels: readonly LabelOf<S>[]): Grouping {
  return { kind: 'grouping', keyword: 'by', labels };
}

/** `on (a, b)` for a binary operation. */
export function on<S extends SeriesName>(_of: Selector<S>, ...labels: readonly LabelOf<S>[]): Grouping {
  return { kind: 'grouping', keyword: 'on', labels };
}

/** A recorded series by its name, such as `recorded('cluster:cilium_agents:count')`. */
export function recorded(name: string, matchers: Readonly<Record<string, MatcherValue<string>>> = {}): Recorded {
  const all = Object.entries(matchers).map(([label, value]) => toMatcher(label, value));
  return { kind: 'recorded', name, matchers: all };
}

/** Text as it is: an interval, or a literal that was quoted. */
export function verbatim(text: string): Promql {
  return { kind: 'promql', strings: [text], values: [] };
}

/**
 * `rate(x[$__rate_interval])` of each series, to be added up by the labels: from the record of it where there is one
 * that has them all, else from the counter. Which of the two is read, the drop-down `$rates` of the board says.
 * @param fn `changes` for gauges, of which one takes the `max`
 */
export function rateEach(of: Selector, labels: readonly string[], fn: RecordedFunction = 'rate'): Promql {
  const { recorded: found } = of;
  const call = verbatim(fn);
  if (found?.fn !== fn || labels.some((label) => !found.keeps.includes(label)))
    return promql`${call}(${of}[$__rate_interval])`;
  const counter: Selector = { ...of, matchers: [...of.matchers, found.otherwise] };
  return promql`avg_over_time(${found.record}[$__rate_interval]) or ${call}(${counter}[$__rate_interval])`;
}

/**
 * One expression per range of minors, for metrics and labels that were renamed. Put it where the series are still
 * apart (inside the aggregation): `sum(rate(old) or rate(new))` counts two clusters on different minors, while
 * `sum(rate(old)) or sum(rate(new))` loses one of them.
 */
export function perMinor(...choices: readonly (MinorRange & { readonly query: Promql })[]): PerMinor {
  return { kind: 'per-minor', choices };
}

/** The text for a range of minors. Throws when a per-minor choice covers none of them. */
export function render(fragment: Fragment, minors: readonly Minor[]): string {
  if (typeof fragment === 'number') return String(fragment);
  switch (fragment.kind) {
    case 'selector':
      return vector(fragment.series, fragment.matchers);
    case 'recorded':
      return vector(fragment.name, fragment.matchers);
    case 'grouping':
      return `${fragment.keyword} (${[...new Set(fragment.labels)].join(', ')})`;
    case 'per-minor': {
      const texts = fragment.choices
        .filter((choice) => minors.some((minor) => inRange(minor, choice)))
        .map((choice) => render(choice.query, minors));
      if (texts.length === 0)
        throw new Error(`no expression for Cilium ${minors.join(', ')} (of ${MINORS.join(', ')})`);
      return texts.length === 1 ? String(texts[0]) : `(${texts.join(' or ')})`;
    }
    case 'promql':
      return fragment.strings
        .map((text, index) => {
          const value = fragment.values[index];
          return value === undefined ? text : text + render(value, minors);
        })
        .join('')
        .trim();
  }
}

function vector(name: string, matchers: readonly Matcher[]): string {
  const text = matchers.map(renderMatcher).join(', ');
  return text ? `${name}{${text}}` : name;
}

/** True when the text depends on the minors, so that one rendering does not serve all. */
export function variesByMinor(fragment: Fragment): boolean {
  if (typeof fragment === 'number') return false;
  return fragment.kind === 'per-minor' || (fragment.kind === 'promql' && fragment.values.some(variesByMinor));
}

/** Every selector a fragment holds, for whichever minor. */
export function selectorsOf(fragment: Fragment): readonly Selector[] {
  if (typeof fragment === 'number') return [];
  switch (fragment.kind) {
    case 'selector':
      return [fragment];
    case 'grouping':
    case 'recorded':
      return [];
    case 'per-minor':
      return fragment.choices.flatMap((choice) => selectorsOf(choice.query));
    case 'promql':
      return fragment.values.flatMap(selectorsOf);
  }
}

/** Every recorded series a fragment reads. */
export function recordedIn(fragment: Fragment): readonly Recorded[] {
  if (typeof fragment === 'number') return [];
  switch (fragment.kind) {
    case 'recorded':
      return [fragment];
    case 'grouping':
    case 'selector':
      return [];
    case 'per-minor':
      return fragment.choices.flatMap((choice) => recordedIn(choice.query));
    case 'promql':
      return fragment.values.flatMap(recordedIn);
  }
}

/** Takes the indentation of the source file out of a multi-line template, keeping its own line breaks. */
function dedent(strings: readonly string[]): readonly string[] {
  const indents = strings.join('x').match(/\n[ \t]*(?=\S)/g) ?? [];
  const depth = Math.min(...indents.map((indent) => indent.length - 1));
  return Number.isFinite(depth) ? strings.map((text) => text.replaceAll(`\n${' '.repeat(depth)}`, '\n')) : strings;
}
