import { describe, expect, it } from 'vitest';
import { readsOf } from '../../../src/contract/reads.ts';
import type { State } from '../../../src/doctor/judge.ts';
import { judgeOf } from '../../../src/doctor/judge.ts';
import type { View } from '../../../src/doctor/view.ts';
import { findingOf, viewOf } from '../../support/evidence.ts';
import { modelOf } from '../../support/lint.ts';

const SEEN = viewOf({
  there: { state: 'there' },
  gone: { state: 'gone', causes: [findingOf('handler-missing', 'dns')] },
  renamed: { state: 'gone', causes: [findingOf('wrong-minor', 'renamed')] },
  quiet: { state: 'gone', causes: [findingOf('never-seen', 'quiet', { severity: 'note' })] },
  nameless: { state: 'wrong', causes: [findingOf('context-missing', 'drop source_namespace')] },
});

function judged(expr: string, views: readonly View[] = [SEEN]): string {
  const model = modelOf(expr);
  const [query] = model.queries;
  if (!query) throw new Error('no query');
  const { state, causes } = judgeOf(readsOf(model, '1.20'), views)(query);
  return [state, ...causes.map(({ code }) => code)].join(' ');
}

describe('a query', () => {
  it.each<[name: string, expr: string, expected: State | `${State} ${string}`]>([
    ['answers while its series are there', 'sum(rate(there_total[5m]))', 'ok'],
    ['is empty without them', 'sum(rate(gone_total[5m]))', 'empty handler-missing'],
    ['is wrong without a label', 'sum by (x) (rate(nameless_total[5m]))', 'wrong context-missing'],
    ['is unknown when nobody looked', 'rate(other_total[5m])', 'unknown'],
    ['needs both sides of a division', 'there / gone', 'empty handler-missing'],
    ['needs both sides of `and`', 'gone and there', 'empty handler-missing'],
    ['needs no more than a number on one side', '1 - there > 0.5', 'ok'],
    [
      'shows a zero that means nothing when `or` fills in for what cannot be',
      'gone or vector(0)',
      'wrong handler-missing',
    ],
    ['shows a good zero for what has not happened', 'quiet_total or vector(0)', 'ok'],
    ['is served by the name that the minor has', 'renamed_total or there_total', 'ok'],
    ['is empty when neither side can be', 'renamed_total or gone_total', 'empty wrong-minor handler-missing'],
    ['says more than it should when what it excludes is gone', 'there unless gone', 'wrong handler-missing'],
    ['does not mind that nothing is excluded', 'there unless quiet', 'ok'],
    ['is glad of what it asks the absence of', 'absent(gone_total)', 'ok'],
    ['follows arguments of functions', 'histogram_quantile(0.9, gone_bucket)', 'empty handler-missing'],
    ['is as bad as its worst part', 'nameless + other', 'wrong context-missing'],
    ['is unknown where it is no PromQL', 'sum by (', 'unknown'],
  ])('%s', (_, expr, expected) => {
    expect(judged(expr)).toBe(expected);
  });
});

describe('several sources', () => {
  const values = viewOf({ x: { state: 'gone', causes: [findingOf('handler-missing', 'dns')] }, y: { state: 'there' } });
  const live = viewOf({
    x: { state: 'gone', causes: [findingOf('l7-policy-needed', 'dns', { severity: 'note' })] },
    y: { state: 'gone', causes: [findingOf('target-down', 'hubble')] },
    z: { state: 'there' },
  });

  it.each([
    ['a certain cause goes before a possible one', 'x', 'empty handler-missing'],
    ['what should be there and is not, is gone', 'y', 'empty target-down'],
    ['one that has seen it is enough where the others cannot know', 'z', 'ok'],
  ])('%s', (_, expr, expected) => {
    expect(judged(expr, [values, live])).toBe(expected);
    expect(judged(expr, [live, values])).toBe(expected);
  });
});
