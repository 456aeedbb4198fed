import { describe, expect, it } from 'vitest';
import { readsOf } from '../../../src/contract/reads.ts';
import { modelOf } from '../../support/lint.ts';

const HTTP = 'hubble_http_requests_total';

/** `series: labels` of every selector, in the order of the text. */
function readsIn(expr: string, label?: string): readonly string[] {
  const [found] = readsOf(modelOf(expr, label ? { label, use: 'variable' } : {}), '1.20');
  return [...(found?.reads.values() ?? [])].map(({ series, labels }) => `${series}: ${[...labels].sort().join(' ')}`);
}

describe('what a query reads', () => {
  it.each([
    ['labels it groups by', `sum by (source_namespace) (rate(${HTTP}[5m]))`, [`${HTTP}: source_namespace`]],
    ['labels it picks by', `${HTTP}{status="500", method=~"GET|PUT"}`, [`${HTTP}: method status`]],
    ['no label that may be anything', `${HTTP}{status=~".*", method!="GET", protocol=~"$protocol"}`, [`${HTTP}: `]],
    ['a label that must not be empty', `${HTTP}{source_workload!=""}`, [`${HTTP}: source_workload`]],
    ['no label that may be empty', `${HTTP}{source_workload=~"|shop"}`, [`${HTTP}: `]],
    [
      'both sides of a join',
      `a_total * on (node) group_left (version) b_info`,
      ['a_total: node', 'b_info: node version'],
    ],
    [
      'labels of the series, not those that an aggregation made on the way',
      `max by (node) (sum by (node, reason) (rate(cilium_drop_count_total[5m])))`,
      ['cilium_drop_count_total: node reason'],
    ],
    [
      'nothing that `without` drops',
      `sum by (a) (sum without (a, b) (rate(cilium_drop_count_total[5m])))`,
      ['cilium_drop_count_total: '],
    ],
    [
      'the bounds of a quantile',
      `histogram_quantile(0.9, sum by (le) (rate(hubble_http_request_duration_seconds_bucket[5m])))`,
      ['hubble_http_request_duration_seconds_bucket: le'],
    ],
    ['no label by a variable', `sum by ($by) (${HTTP})`, [`${HTTP}: `]],
    ['the source of a label_replace', `label_replace(${HTTP}, "x", "$1", "pod", "(.*)")`, [`${HTTP}: pod`]],
  ])('%s', (_, expr, expected) => {
    expect(readsIn(expr)).toEqual(expected);
  });

  it('the label whose values a variable offers', () => {
    expect(readsIn(`label_values(${HTTP}, destination_workload)`, 'destination_workload')).toEqual([
      `${HTTP}: destination_workload`,
    ]);
  });

  it('only the component that the matchers let through, of a name that several have', () => {
    const [found] = readsOf(modelOf('go_goroutines{job="cilium-agent"}'), '1.20');
    const forms = [...(found?.reads.values() ?? [])].flatMap((read) => read.forms);
    expect(forms.map(({ component }) => component)).toEqual(['agent']);
  });

  it('nothing of text that is no PromQL', () => {
    expect(readsIn('sum by (')).toEqual([]);
  });
});
