import { describe, expect, it } from 'vitest';
import { expand, parseLabelValues, stepFor } from '../../../src/scenario/expand.ts';
import { timelineBefore } from '../../../src/scenario/timeline.ts';

const view = {
  range: { start: 0, end: 3600, step: 30 },
  scrapeInterval: 30,
  values: new Map([
    ['cluster', '.*'],
    ['node', '.+'],
  ]),
};

describe('expand', () => {
  it.each([
    ['the rate window is four scrapes when the step is fine', 'rate(x[$__rate_interval])', 'rate(x[2m])'],
    ['the interval is the step', 'max_over_time(x[$__interval])', 'max_over_time(x[30s])'],
    ['the range is the dashboard range', 'increase(x[$__range])', 'increase(x[1h])'],
    [
      'variables stand in strings, in either spelling',
      'x{cluster=~"$cluster",node=~"${node:regex}"}',
      'x{cluster=~".*",node=~".+"}',
    ],
    ['text without variables stays', 'sum by (node) (up)', 'sum by (node) (up)'],
  ])('%s', (_, expr, expanded) => {
    expect(expand(expr, view)).toEqual({ expr: expanded });
  });

  it('takes step plus scrape for the rate window when the step is coarse', () => {
    const coarse = { ...view, range: { start: 0, end: 86_400, step: 300 } };
    expect(expand('rate(x[$__rate_interval])', coarse)).toEqual({ expr: 'rate(x[5m30s])' });
  });

  it('names the first variable that has no value', () => {
    expect(expand('x{pod="$pod"}', view)).toEqual({ unknown: 'pod' });
  });
});

describe('stepFor', () => {
  /** Grafana's steps on a panel of 700 points with the usual minimum of 30 s. */
  it.each([
    ['one hour', 3600, 30],
    ['six hours', 21_600, 30],
    ['a day', 86_400, 120],
    ['a week', 604_800, 900],
  ])('asks for %s in the steps Grafana would', (_, seconds, step) => {
    expect(stepFor(seconds, 30)).toBe(step);
  });
});

describe('parseLabelValues', () => {
  it.each([
    [
      'a selector with commas',
      'label_values(x{a="1",b=~"c,d"}, node)',
      { selector: 'x{a="1",b=~"c,d"}', label: 'node' },
    ],
    ['another function', 'query_result(up)', undefined],
  ])('reads %s', (_, text, parsed) => {
    expect(parseLabelValues(text)).toEqual(parsed);
  });
});

describe('timelineBefore', () => {
  it('ends one step before a block ends and lies inside that block, so that one pass writes it', () => {
    const { start, end, onset, step } = timelineBefore(1_767_240_123, 4200, 30);
    expect((end + step) % 7200).toBe(0);
    expect(Math.floor(start / 7200)).toBe(Math.floor(end / 7200));
    expect(end - start).toBe(4200);
    expect(end - onset).toBe(1800);
  });

  it('never reaches back into the block before', () => {
    const { start, end } = timelineBefore(1_767_240_123, 90_000, 30);
    expect(Math.floor(start / 7200)).toBe(Math.floor(end / 7200));
  });
});
