import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitInhibitRules } from '../../../src/emit/inhibit-rules.ts';
import { emittedGroups } from '../../../src/emit/rule-groups.ts';
import { emitPrometheusRules, emitRules, shards } from '../../../src/emit/rules.ts';
import { yamlText } from '../../../src/emit/yaml.ts';
import type { Model } from '../../../src/model/model.ts';
import type { Rule, RuleSet } from '../../../src/model/rules.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { pack } from '../../support/pack.ts';
import { settingsOf } from '../../support/settings.ts';

const model = pack({}, { incidents: [] });
const alert: Rule = (() => {
  const found = model.ruleSets
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .find(({ kind }) => kind === 'alerting');
  if (!found) throw new Error('the pack has no alert');
  return found;
})();

function setOf(count: number, more: Partial<Rule> = {}): RuleSet {
  const rules = Array.from({ length: count }, () => ({ ...alert, ...more }) as Rule);
  return { name: 'set', file: '', line: 1, groups: [{ name: 'set.group', rules }] };
}

const withSettings = (user: UserSettings): Model => ({ ...model, settings: settingsOf(user) });

describe('yamlText', () => {
  it.each(['No', 'yes', 'null', '1.20', '0x1f', '~', '2027-01-01', '', ' x', '{{ $value }}', 'a: b', '# c'])(
    'keeps the string %j a string',
    (text) => {
      expect(parse(yamlText({ summary: text, list: [text] }))).toEqual({ summary: text, list: [text] });
    },
  );

  it('writes expressions as blocks, whatever is in them', () => {
    const expr = 'sum by (a) (\n  rate(b{c=~"d\\\\.e"}[5m])\n) > 0';
    expect(yamlText({ expr }, ['expr'])).toContain('expr: |-\n');
    expect(parse(yamlText({ expr }, ['expr']))).toEqual({ expr });
  });
});

describe('emitted rules', () => {
  it('are the rules of the model, read back', () => {
    for (const [index, { text }] of emitRules(model).entries()) {
      const set = model.ruleSets[index];
      const { groups } = parse(text) as { groups: readonly { rules: readonly { expr: string }[] }[] };
      const exprs = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
      expect(exprs).toEqual(set?.groups.flatMap(({ rules }) => rules.map(({ query }) => query.expr)));
    }
  });

  it('stand in groups of at most twenty, in order, under stable names', () => {
    const groups = emittedGroups(setOf(45), model.settings);
    expect(groups.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['set.group', 20],
      ['set.group-2', 20],
      ['set.group-3', 5],
    ]);
  });

  it.each<[string, boolean]>([
    ['2.41', false],
    ['2.42', true],
    ['3.5', true],
  ])('carry keep_firing_for on Prometheus %s: %s', (version, kept) => {
    const { settings } = withSettings({ prometheus: { version } });
    const [group] = emittedGroups(setOf(1, { keepFiringFor: '30m' } as Partial<Rule>), settings);
    expect('keep_firing_for' in (group?.rules[0] ?? {})).toBe(kept);
  });

  it('fill objects of at most half a megabyte, and refuse a group that fits into none', () => {
    const groups = emittedGroups(setOf(100), model.settings);
    const sizes = shards(groups, 40_000).map((shard) => Buffer.byteLength(yamlText(shard, ['expr'])));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40_000);
    expect(shards(groups, 40_000).flat()).toEqual(groups);
    expect(() => shards(groups, 100)).toThrow('an object may have 100');
  });

  it('carry the labels Prometheus selects them by, the namespace and who manages them', () => {
    const [first] = emitPrometheusRules(
      withSettings({ kubernetes: { ruleLabels: { prometheus: 'k8s' }, namespace: 'obs' } }),
    );
    const { metadata } = parse(first?.text ?? '') as { metadata: unknown };
    expect(metadata).toEqual({
      name: model.ruleSets[0]?.name,
      namespace: 'obs',
      labels: { 'app.kubernetes.io/managed-by': 'ciliascope', prometheus: 'k8s' },
    });
  });
});

interface Inhibit {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

describe('inhibition', () => {
  const [artifact] = emitInhibitRules(model);
  const { inhibit_rules: rules } = parse(artifact?.text ?? '') as { inhibit_rules: readonly Inhibit[] };
  const find = (source: string, target: string) =>
    rules.find(
      (rule) =>
        rule.source_matchers.join().includes(`"${source}"`) &&
        new RegExp(`["|]${target}["|]`).test(rule.target_matchers.join()),
    );

  it('lets a faster tier of an SLO keep back the slower ones of the same group', () => {
    expect(rules).toContainEqual({
      source_matchers: ['slo="packet-drops-node"', 'slo_tier="1"'],
      target_matchers: ['slo="packet-drops-node"', 'slo_tier=~"2|3|4"'],
      equal: ['cluster', 'node'],
    });
  });

  it('lets a cause keep back its symptoms where both agree on the node', () => {
    expect(find('CiliumAgentDown', 'CiliumEndpointsNotReady')?.equal).toEqual(['cluster', 'node']);
  });

  it('lets a page keep back the ticket about the same thing', () => {
    expect(find('CiliumNATMappingFailed', 'CiliumNATPortsSaturated')?.equal).toEqual(['cluster', 'node']);
  });

  it('lets no alert keep back itself', () => {
    for (const { source_matchers, target_matchers } of rules) expect(source_matchers).not.toEqual(target_matchers);
  });
});
