import { describe, expect, it } from 'vitest';
import type { ResultSeries, ResultValue } from '../../src/model/results.ts';
import type { PrometheusApi, QueryFailure, QueryRange } from '../../src/scenario/prometheus-api.ts';
import { resultRange, resultsOf } from '../../src/scenario/results.ts';
import { assertScenario, SCENARIOS } from '../../src/scenario/synthetic-results.ts';

const END = 1_767_232_770;
const asked: [string, QueryRange | number][] = [];

function answering(answer: readonly ResultSeries[] | QueryFailure): PrometheusApi {
  const never = () => Promise.reject(new Error('was not to be asked'));
  return {
    ...{ rules: never, instant: never, labelSets: never, range: never, labelValues: never },
    values: async (expr, when) => {
      asked.push([expr, when]);
      return answer;
    },
  };
}

const series = (value: ResultValue, labels = {}): ResultSeries => ({ labels, values: [value] });
const question = (more: object = {}) => ({
  ...{ refId: 'A', expr: 'up', instant: false, format: 'time_series', variables: new Map([['node', '.+']]) },
  ...more,
});
const ask = async (answer: readonly ResultSeries[] | QueryFailure, more: object = {}) => {
  const [result] = await resultsOf([question(more)], { api: answering(answer), end: END, scrapeInterval: 30 });
  return result;
};

describe('values for a page', () => {
  it('are asked for an hour, at most 120 steps of it, with variables filled in', async () => {
    await ask([], { expr: 'rate(x{node=~"$node"}[$__rate_interval])' });
    expect(asked.at(-1)).toEqual(['rate(x{node=~".+"}[2m])', resultRange({ end: END, scrapeInterval: 30 })]);
    const { start, end, step } = resultRange({ end: END, scrapeInterval: 5 });
    expect([end - start, step, end % step]).toEqual([3600, 30, 0]);
  });

  it('are asked for once where a panel wants the value of now', async () => {
    expect(await ask([series(1)], { instant: true })).toMatchObject({ start: END, step: 0, series: [{ values: [1] }] });
    expect(asked.at(-1)).toEqual(['up', END]);
  });

  it('are rounded to what can be read, whole numbers less', async () => {
    const result = await ask([series(0.123_456_789), series(1_767_232_770), series('+Inf'), series(null)]);
    expect(result?.series.flatMap(({ values }) => values)).toEqual([0.12346, 1_767_232_770, '+Inf', null]);
  });

  it('are those of the twenty series that reach highest, in their order, and the rest is counted', async () => {
    const result = await ask(Array.from({ length: 25 }, (_, index) => series((index * 7) % 25)));
    expect(result?.more).toBe(5);
    expect(result?.series.map(({ values }) => values[0])).not.toContain(4);
    expect(result?.series.map(({ values }) => values[0]).slice(0, 3)).toEqual([7, 14, 21]);
  });

  it('keep buckets of a heatmap together', async () => {
    const result = await ask(
      Array.from({ length: 40 }, (_, index) => series(index)),
      { format: 'heatmap' },
    );
    expect([result?.series.length, result?.more]).toEqual([40, 0]);
  });

  it('say why there are none', async () => {
    expect(await ask({ failure: 'parse error' })).toMatchObject({ series: [], error: 'parse error' });
    expect(await ask([], { expr: 'up{a="$gone"}' })).toMatchObject({ error: 'no variable $gone on the dashboard' });
  });
});

describe('synthetic scenarios', () => {
  it('are health and every fault', () => {
    expect(SCENARIOS).toContain('healthy');
    for (const name of SCENARIOS) expect(() => assertScenario(name)).not.toThrow();
  });

  it('are suggested when one is misspelt', () => {
    expect(() => assertScenario('dns-error')).toThrow(
      expect.objectContaining({
        message: 'no synthetic scenario is named "dns-error"',
        hints: expect.arrayContaining([expect.stringContaining('dns-errors')]),
      }),
    );
  });
});
