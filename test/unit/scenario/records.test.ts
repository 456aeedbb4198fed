import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import { recordingRules } from '../../../src/model/rules.ts';
import { recordsRead, unlabelledExpr } from '../../../src/scenario/records.ts';
import { content } from '../../support/pack.ts';
import { settingsOf } from '../../support/settings.ts';

const { model } = compile({ ...content, incidents: [] }, settingsOf());
const read = (...exprs: readonly string[]) => recordsRead(exprs, recordingRules(model));
const names = (exprs: readonly string[]) =>
  read(...exprs).levels.map((level) => [...new Set(level.map(({ record }) => record))].sort());

describe('recordsRead', () => {
  it('needs no rule for scraped series', () => {
    expect(read('sum(rate(cilium_drop_count_total[5m]))')).toEqual({ levels: [], families: new Set() });
  });

  it('evaluates what a record reads before it', () => {
    expect(names(['slo:burn_rate:rate5m'])).toEqual([
      ['slo:events:rate5m'],
      ['slo:bad_events:rate5m'],
      ['slo:error_ratio:rate5m'],
      ['slo:burn_rate:rate5m'],
    ]);
  });

  it('names the families that stand under the records', () => {
    expect([...read('slo:burn_rate:rate5m').families]).toContain('hubble_dns_responses_total');
    expect([...read('namespace:hubble_dns_queries:rate5m').families]).toEqual(['hubble_dns_queries_total']);
  });

  it('asks once for what several expressions read', () => {
    const levels = read('slo:events:rate5m', 'sum(slo:events:rate5m)').levels;
    expect(levels).toHaveLength(1);
    expect(new Set(levels[0]).size).toBe(levels[0]?.length);
  });
});

describe('unlabelledExpr', () => {
  it('takes the labels of the rule off whatever side of an `or` has them', () => {
    expect(unlabelledExpr({ slo: 'drops', tier: '1' }, 'up or 0 * slo:x')).toBe(
      'sum without (slo, tier) (up or 0 * slo:x)',
    );
  });

  it('takes the name off where the rule has no labels', () => {
    expect(unlabelledExpr({}, 'up')).toBe('sum without () (up)');
  });
});
