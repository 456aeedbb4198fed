import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { runChecks } from '../../../src/checks/run.ts';
import type { RuleContext, RuleGroupContent } from '../../../src/define.ts';
import { by, promql, record, recorded } from '../../../src/define.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { alertOf, compiledRules } from '../../support/rules.ts';

type Rules = RuleGroupContent['rules'];
interface Row {
  readonly code: string;
  readonly says: string;
  readonly rules: (context: RuleContext) => Rules;
  readonly settings?: UserSettings;
  readonly interval?: string;
}

const UP = 'node:cilium_agents_up:max';
const raw = (text: string) => ({ kind: 'promql', strings: [text], values: [] }) as const;

/** Whether the agent of a node was scraped. */
const agentsUp = ({ metricOf, nodeLabels }: RuleContext) => {
  const up = metricOf('agent', 'up');
  return record({ name: UP, expr: promql`max ${by(up, ...nodeLabels)} (${up})` });
};

/** An alert with an expression as a public rule has it, of which only the labels and texts are ours. */
const withExpr = (context: RuleContext, expr: string, options: Parameters<typeof alertOf>[1] = {}) =>
  alertOf(context, { expr: raw(expr), labels: [], description: 'Something is wrong.', ...options });

const WRONG: Readonly<Record<string, Row>> = {
  'a record that nobody makes': {
    code: 'record-known',
    says: 'no rule records node:cilium_agent_up:max; near it: node:cilium_agents_up:max',
    rules: (context) => [
      agentsUp(context),
      alertOf(context, { expr: promql`${recorded('node:cilium_agent_up:max')} == 0` }),
    ],
  },
  'an aggregation by a label the record has lost': {
    code: 'label-known',
    says: 'node:cilium_agents_up:max carries no label namespace: the rule that records it keeps cluster and node',
    rules: (context) => [agentsUp(context), withExpr(context, `min by (cluster, namespace) (${UP}) == 0`)],
  },
  'a matcher on a label the record has lost': {
    code: 'label-known',
    says: 'carries no label pods',
    rules: (context) => [agentsUp(context), withExpr(context, `${UP}{pods="cilium-x"} == 0`)],
  },
  'a text with a label the record has lost': {
    code: 'alert-template',
    says: '$labels.pod, but node:cilium_agents_up:max carries no label pod',
    rules: (context) => [
      agentsUp(context),
      alertOf(context, { expr: promql`${recorded(UP)} == 0`, description: 'Pod {{ $labels.pod }} is away.' }),
    ],
  },
  'clusters added up through a record': {
    code: 'cluster-matcher',
    says: 'the rule adds clusters up',
    rules: (context) => [agentsUp(context), withExpr(context, `count(${UP} == 0) > 3`)],
  },
  'sides of a ratio with different labels, one of them recorded': {
    code: 'ratio-labels',
    says: '/ pairs nothing: only the left side keeps node',
    rules: (context) => [agentsUp(context), withExpr(context, `${UP} / count by (cluster) (${UP}) < 0.5`)],
  },
  'an alert that promises a label its expression drops': {
    code: 'alert-labels',
    says: 'the alert promises the label pod, but the aggregation keeps only cluster and node',
    rules: (context) => [alertOf(context, { labels: [...context.nodeLabels, 'pod'] })],
  },
  'a label of the settings that hides which cluster it is': {
    code: 'alert-labels',
    says: 'the static label cluster="prod" hides whose alert it is',
    settings: { alerts: { labels: { cluster: 'prod' } } },
    rules: (context) => [alertOf(context)],
  },
  'a cause that shares a label with nobody': {
    code: 'alert-causes',
    says: 'CiliumAgentsAway must agree on pod, which CiliumAgentAway and CiliumAgentsAway do not carry',
    rules: (context) => [
      alertOf(context, { name: 'CiliumAgentsAway' }),
      alertOf(context, { causes: [{ alert: 'CiliumAgentsAway', equal: ['pod'] }] }),
    ],
  },
  'a cause that knows only the cluster, asked for the node': {
    code: 'alert-causes',
    says: 'must agree on node, which CiliumAgentsAway does not carry',
    rules: (context) => [
      withExpr(context, 'count by (cluster) (up{job="cilium-agent"} == 0) > 3', {
        name: 'CiliumAgentsAway',
        labels: ['cluster'],
      }),
      alertOf(context, { causes: [{ alert: 'CiliumAgentsAway', equal: ['cluster', 'node'] }] }),
    ],
  },
  'an alert that is its own cause': {
    code: 'alert-causes',
    says: 'CiliumAgentAway is named as its own cause',
    rules: (context) => [alertOf(context, { causes: [{ alert: 'CiliumAgentAway' }] })],
  },
  'the name of a recorded series without its levels': {
    code: 'rule-name',
    says: 'cilium_agents_up is not level:metric:operations',
    rules: (context) => [{ ...agentsUp(context), name: 'cilium_agents_up' }],
  },
  'a record called after a label it does not have': {
    code: 'rule-name',
    says: 'is called after the label pod, but its result has cluster and node',
    rules: (context) => [{ ...agentsUp(context), name: 'pod:cilium_agents_up:max' }],
  },
  "samber's hyphen in an alert name": {
    code: 'rule-name',
    says: 'CiliumNode-localHighIdentityAllocation is no CamelCase name',
    rules: (context) => [alertOf(context, { name: 'CiliumNode-localHighIdentityAllocation' })],
  },
  'an alert of the mixin that does not say it is about Cilium': {
    code: 'rule-name',
    says: 'RunningOutOfCiliumClusterIdentities is no CamelCase name that begins with Cilium or Hubble',
    rules: (context) => [alertOf(context, { name: 'RunningOutOfCiliumClusterIdentities' })],
  },
  'a name that chat cuts': {
    code: 'rule-name',
    says: 'has 56 characters, more than 40',
    rules: (context) => [alertOf(context, { name: 'CiliumAgentContainerNetworkInterfaceApiErrorEndpointCrea' })],
  },
  'the same record twice': {
    code: 'rule-duplicate',
    says: 'node:cilium_agents_up:max is there already',
    rules: (context) => [agentsUp(context), agentsUp(context)],
  },
  'the same alert twice': {
    code: 'rule-duplicate',
    says: 'CiliumAgentAway is there already, with the same labels, in rules/cilium-test',
    rules: (context) => [alertOf(context), alertOf(context)],
  },
  'an alert before the record it reads': {
    code: 'rule-group',
    says: 'it reads node:cilium_agents_up:max, which the same group records after it',
    rules: (context) => [alertOf(context, { expr: promql`${recorded(UP)} == 0` }), agentsUp(context)],
  },
  'a group slower than Prometheus looks back': {
    code: 'rule-group',
    says: 'cilium-test.group is evaluated every 10m, and series are stale after 5m',
    interval: '10m',
    rules: (context) => [agentsUp(context)],
  },
  'a hold of one evaluation': {
    code: 'alert-hold',
    says: '`for` of 30s is shorter than two evaluations, 1m',
    rules: (context) => [alertOf(context, { for: '30s' })],
  },
  'a hold of one evaluation in a group that is slower': {
    code: 'alert-hold',
    says: '`for` of 5m is shorter than two evaluations, 8m',
    interval: '4m',
    rules: (context) => [alertOf(context, { for: '5m' })],
  },
  'absent() that any restart of Prometheus makes true': {
    code: 'alert-hold',
    says: 'absent() without `for`',
    settings: { clusterLabel: false },
    rules: (context) => [withExpr(context, 'absent(up{job="cilium-agent"})')],
  },
  'a summary that is not the same for all alerts of a rule': {
    code: 'alert-texts',
    says: 'the summary has a template',
    rules: (context) => [alertOf(context, { summary: 'The agent of {{ $labels.node }} is away.' })],
  },
  'a summary without a full stop': {
    code: 'alert-texts',
    says: 'is no sentence',
    rules: (context) => [alertOf(context, { summary: 'Agent away' })],
  },
  'an alert that describes nothing': {
    code: 'alert-texts',
    says: 'there is no description',
    rules: (context) => [alertOf(context, { description: ' ' })],
  },
  'SomeBlackMagic: a severity taken from the level of the log line': {
    code: 'alert-texts',
    says: 'the label level has a template',
    rules: (context) => [alertOf(context, { extraLabels: { level: '{{ $labels.level }}' } })],
  },
  '$value in a label, which changes with every evaluation': {
    code: 'alert-texts',
    says: 'the label ratio has a template',
    rules: (context) => [alertOf(context, { extraLabels: { ratio: '{{ $value }}' } })],
  },
  'noise of an alert that was renamed': {
    code: 'alert-exclude',
    says: 'alerts.noise names CiliumAgentAwya, which is no alert or SLO: did you mean CiliumAgentAway?',
    settings: {
      alerts: { noise: [{ of: ['CiliumAgentAwya'], match: { node: 'n1' }, reason: 'rebuilt', until: '2027-01-31' }] },
    },
    rules: (context) => [alertOf(context)],
  },
};

describe('a rule set is refused for', () => {
  it.each(Object.entries(WRONG))('%s', (_, { code, says, rules, settings, interval }) => {
    expect(found(rules, settings, interval)).toContainEqual(expect.stringMatching(startingWith(code, says)));
  });
});

const RIGHT: Readonly<Record<string, Pick<Row, 'rules' | 'settings' | 'interval'>>> = {
  'an alert': { rules: (context) => [alertOf(context)] },
  'an alert on a record, by all labels it kept': {
    rules: (context) => [agentsUp(context), alertOf(context, { expr: promql`${recorded(UP)} == 0` })],
  },
  'a record of a record': {
    rules: (context) => [
      agentsUp(context),
      record({ name: 'cluster:cilium_agents_up:sum', expr: raw(`sum by (cluster) (${UP})`) }),
      withExpr(context, 'cluster:cilium_agents_up:sum < 3', {
        labels: ['cluster'],
        description: 'Only {{ $value }} in {{ $labels.cluster }}.',
      }),
    ],
  },
  'a record that reads its own past': {
    rules: ({ metricOf, nodeLabels }) => {
      const up = metricOf('agent', 'up');
      const before = recorded('node:cilium_agents_up:first');
      const now = promql`max ${by(up, ...nodeLabels)} (timestamp(${up}))`;
      return [record({ name: 'node:cilium_agents_up:first', expr: promql`${before} or ${now}` })];
    },
  },
  'one record of two rules that their static labels tell apart, read by that label': {
    rules: (context) => [
      { ...agentsUp(context), labels: { component: 'agent' } },
      { ...agentsUp(context), labels: { component: 'hubble' } },
      withExpr(context, `max by (cluster, component) (${UP}{component="hubble"}) == 0`, {
        labels: ['cluster', 'component'],
      }),
    ],
  },
  'a page and a ticket of one name': {
    rules: (context) => [alertOf(context), alertOf(context, { severity: 'ticket', for: '1h' })],
  },
  'a cause that the settings leave out': {
    rules: (context) => [alertOf(context, { causes: [{ alert: 'CiliumAgentsDown', equal: ['pod'] }] })],
  },
};

describe('nothing is wrong with', () => {
  it.each(Object.entries(RIGHT))('%s', (_, { rules, settings, interval }) => {
    expect(found(rules, settings, interval)).toEqual([]);
  });
});

function found(rules: Row['rules'], settings?: UserSettings, interval?: string): readonly string[] {
  const { model, problems } = compiledRules(rules, settings, interval ? { interval } : {});
  const ofRules = runChecks(model, checks).filter(({ place }) => !place.resource.startsWith('dashboard/'));
  return [...problems, ...ofRules].map(({ code, message }) => `${code}: ${message}`);
}

function startingWith(code: string, says: string): RegExp {
  return new RegExp(`^${code}: .*${says.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
