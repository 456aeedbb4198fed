import { UserError } from '../errors.ts';
import type { ResultSeries, ResultValue } from '../model/results.ts';

/** Range in seconds since the epoch, both ends included, and the distance of evaluations. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What came back, and what it cost. */
export interface QueryResult {
  /** Series that hold at least one finite value; NaN and infinities draw nothing. */
  readonly finiteSeries: number;
  /** Series at all. */
  readonly series: number;
  /** Samples read from storage (`totalQueryableSamples`): what `--query.max-samples` and the bill are about. */
  readonly samples: number;
  /** Of the query engine, without the network. */
  readonly milliseconds: number;
  /** Greatest finite value; undefined when there is none. */
  readonly max?: number;
}

/** Prometheus refused or could not answer; `message` is its own. */
export interface QueryFailure {
  readonly failure: string;
}

/** A rule as Prometheus evaluates it. */
export interface RuleState {
  readonly group: string;
  /** Seconds between two evaluations of the group, and seconds the last one of the rule took. */
  readonly interval: number;
  readonly evaluationTime: number;
  readonly name: string;
  readonly type: 'recording' | 'alerting';
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
  readonly query: string;
  /** Alerting rules: what is pending or fires. */
  readonly alerts: readonly AlertState[];
}

export interface AlertState {
  readonly state: 'pending' | 'firing';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface PrometheusApi {
  /** Every rule with the state of its last evaluation. */
  rules(): Promise<readonly RuleState[]>;
  instant(expr: string, time: number): Promise<QueryResult | QueryFailure>;
  /** Labels of every series an expression gives at a time. */
  labelSets(expr: string, time: number): Promise<readonly Readonly<Record<string, string>>[]>;
  range(expr: string, range: QueryRange): Promise<QueryResult | QueryFailure>;
  /** Every series with its values: one per step of a range, null where there is none; the one value at a time. */
  values(expr: string, when: QueryRange | number): Promise<readonly ResultSeries[] | QueryFailure>;
  /** Values of a label on the series a selector picks, as `label_values()` asks for them. */
  labelValues(label: string, selector: string, range: QueryRange): Promise<readonly string[] | QueryFailure>;
}

type Point = readonly [time: number, value: string];
interface AnswerSeries {
  readonly metric?: Readonly<Record<string, string>>;
  readonly value?: Point;
  readonly values?: readonly Point[];
}
interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly resultType: 'vector' | 'matrix' | 'scalar' | 'string';
    readonly result: readonly AnswerSeries[] | Point;
    readonly stats?: {
      readonly timings?: { readonly execTotalTime?: number };
      readonly samples?: { readonly totalQueryableSamples?: number };
    };
  };
}

interface RuleGroupAnswer {
  readonly name: string;
  readonly interval: number;
  readonly rules: readonly (Omit<RuleState, 'group' | 'interval' | 'alerts'> & {
    readonly alerts?: readonly AlertState[];
  })[];
}

/** Prometheus' HTTP API. @param headers sent with every query, such as `Authorization` */
export function prometheusApi(url: string, headers: Readonly<Record<string, string>> = {}): PrometheusApi {
  const post = async (path: string, form: Record<string, string>): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
    return (await response.json()) as Answer;
  };
  return {
    async rules() {
      const response = await fetch(`${url}/api/v1/rules`);
      const { data } = (await response.json()) as { data?: { groups: readonly RuleGroupAnswer[] } };
      return (data?.groups ?? []).flatMap(({ name, interval, rules }) =>
        rules.map((rule) => ({ ...rule, group: name, interval, alerts: rule.alerts ?? [] })),
      );
    },
    async instant(query, time) {
      return read(await post('/api/v1/query', { query, time: String(time), stats: 'all' }));
    },
    async labelSets(query, time) {
      const { data } = await post('/api/v1/query', { query, time: String(time) });
      const result = (data?.result ?? []) as readonly { readonly metric?: Readonly<Record<string, string>> }[];
      return result.map(({ metric }) => metric ?? {});
    },
    async range(query, { start, end, step }) {
      const form = { query, start: String(start), end: String(end), step: String(step), stats: 'all' };
      return read(await post('/api/v1/query_range', form));
    },
    async values(query, when) {
      const at = typeof when === 'number';
      const times = at ? { time: when } : when;
      const form = Object.fromEntries(Object.entries(times).map(([key, value]) => [key, String(value)]));
      const { data, error } = await post(at ? '/api/v1/query' : '/api/v1/query_range', { ...form, query });
      return data ? valuesIn(data, when) : { failure: error ?? 'no data in the answer' };
    },
    async labelValues(label, selector, { start, end }) {
      const search = new URLSearchParams({ 'match[]': selector, start: String(start), end: String(end) });
      const response = await fetch(`${url}/api/v1/label/${encodeURIComponent(label)}/values?${search}`);
      const { data, error } = (await response.json()) as { data?: readonly string[]; error?: string };
      return data ?? { failure: error ?? `HTTP ${response.status}` };
    },
  };
}

function read({ data, error }: Answer): QueryResult | QueryFailure {
  if (!data) return { failure: error ?? 'no data in the answer' };
  const series = seriesIn(data);
  let finiteSeries = 0;
  let max: number | undefined;
  for (const points of series) {
    const finite = points.map(([, value]) => Number(value)).filter(Number.isFinite);
    if (finite.length > 0) finiteSeries++;
    for (const value of finite) max = max === undefined || value > max ? value : max;
  }
  const { timings, samples } = data.stats ?? {};
  if (samples?.totalQueryableSamples === undefined) {
    throw new UserError('Prometheus answers without query statistics', ['use Prometheus 2.42 or later']);
  }
  return {
    finiteSeries,
    series: series.length,
    samples: samples.totalQueryableSamples,
    milliseconds: (timings?.execTotalTime ?? 0) * 1000,
    ...(max === undefined ? {} : { max }),
  };
}

function seriesIn({ resultType, result }: NonNullable<Answer['data']>): readonly (readonly Point[])[] {
  if (resultType === 'scalar') return [[result as Point]];
  return (result as readonly AnswerSeries[]).map(({ value, values }) => values ?? (value ? [value] : []));
}

function valuesIn({ resultType, result }: NonNullable<Answer['data']>, when: QueryRange | number): ResultSeries[] {
  if (resultType === 'string') return [];
  const list = resultType === 'scalar' ? [{ value: result as Point }] : (result as readonly AnswerSeries[]);
  return list.map(({ metric = {}, value, values = [] }: AnswerSeries) => {
    if (typeof when === 'number') return { labels: metric, values: value ? [resultValue(value[1])] : [] };
    const steps = Math.floor((when.end - when.start) / when.step) + 1;
    const filled = new Array<ResultValue>(steps).fill(null);
    for (const [time, text] of values) filled[Math.round((time - when.start) / when.step)] = resultValue(text);
    return { labels: metric, values: filled };
  });
}

function resultValue(text: string): ResultValue {
  if (text === '+Inf' || text === '-Inf') return text;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}
