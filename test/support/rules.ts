import type { Compiled } from '../../src/compile/compile.ts';
import { compile } from '../../src/compile/compile.ts';
import type { AlertDefinition, AlertOptions, RuleContext, RuleGroupContent } from '../../src/define.ts';
import { alert, by, defineRules, promql } from '../../src/define.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { boardOf } from './content.ts';
import { settingsOf } from './settings.ts';

type Rules = RuleGroupContent['rules'];

/** A right alert, to be made wrong in one way. */
export function alertOf(
  { metricOf, nodeLabels }: RuleContext,
  options: Partial<Omit<AlertOptions, 'kind'>> = {},
): AlertDefinition {
  const up = metricOf('agent', 'up');
  return alert({
    name: 'CiliumAgentAway',
    intent: 'AgentDown',
    severity: 'page',
    summary: 'An agent is away.',
    description: 'No scrape of the agent on {{ $labels.node }}.',
    expr: promql`max ${by(up, ...nodeLabels)} (${up}) == 0`,
    labels: nodeLabels,
    next: [],
    board: { dashboard: 'board', panel: 'Forwarded packets' },
    ...options,
  });
}

/** A board and one group of rules, compiled. */
export function compiledRules(
  rules: (context: RuleContext) => Rules,
  user: UserSettings = {},
  group: Omit<RuleGroupContent, 'rules' | 'name'> = {},
): Compiled {
  const set = defineRules({
    name: 'cilium-test',
    build: (context) => [{ name: 'group', ...group, rules: rules(context) }],
  });
  return compile({ dashboards: [boardOf()], ruleSets: [set] }, settingsOf(user), (file) =>
    file.replace(/^.*\/test\//, 'test/'),
  );
}
