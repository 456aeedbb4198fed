import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/diff/content/content.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { DEADLY_CODES } from '../../../src/upgrade/faults.ts';
import type { ForeignReport } from '../../../src/upgrade/foreign/analyse.ts';
import { analyseForeign, isDead } from '../../../src/upgrade/foreign/analyse.ts';
import { settingsOf } from '../../support/settings.ts';
import { deadQueries } from '../checks/corpus/dead-queries.ts';
import { docErrors } from '../checks/corpus/doc-errors.ts';
import { publicRules } from '../checks/corpus/public-rules.ts';

const json = (value: unknown): SourceFile => ({ path: 'board.json', text: JSON.stringify(value) });
const yaml = (text: string): SourceFile => ({ path: 'rules.yaml', text });
const boardOf = (...exprs: readonly string[]) => ({
  title: 'Theirs',
  panels: exprs.map((expr, id) => ({ id, title: `P${id}`, targets: [{ expr }] })),
});
const analysed = (file: SourceFile, user: UserSettings = {}): ForeignReport => analyseForeign([file], settingsOf(user));
const said = ({ findings }: ForeignReport) =>
  findings.flatMap(({ problems }) => problems.map(({ code, message }) => `${code}: ${message}`));

const public_ = [...deadQueries, ...docErrors, ...publicRules].filter(([, , code]) => DEADLY_CODES.has(code));

describe('dead queries of public boards and rules', () => {
  it.each(public_.map(([name, expr, code, names, options]) => ({ name, expr, code, names, options })))(
    '$name',
    ({ expr, code, names, options }) => {
      const report = analysed(json(boardOf(expr)), {
        ...(options?.minors ? { cilium: options.minors } : {}),
        ...options?.settings,
      });
      expect(isDead(report)).toBe(true);
      expect(said(report)).toContainEqual(expect.stringContaining(names));
      expect(said(report)).toContainEqual(expect.stringMatching(new RegExp(`^${code}:`)));
    },
  );
});

describe('what is written instead', () => {
  it.each([
    ['a name', 'sum(cilium_operator_ipam_available)', 'sum(cilium_operator_ipam_available_ips)'],
    [
      'a name that became a label',
      'sum(rate(cilium_policy_l7_denied_total{pod="x"}[5m]))',
      'sum(rate(cilium_policy_l7_total{rule="denied", pod="x"}[5m]))',
    ],
    [
      'a name without its prefix',
      'sum(rate(kvstore_operations_total[5m]))',
      'sum(rate(cilium_kvstore_operations_duration_seconds_count[5m]))',
    ],
    [
      'a label',
      'sum(cilium_endpoint_state{state="ready"}) by (state)',
      'sum(cilium_endpoint_state{endpoint_state="ready"}) by (endpoint_state)',
    ],
    [
      'a value',
      'sum(rate(hubble_dns_responses_total{rcode="NXDOMAIN"}[5m]))',
      'sum(rate(hubble_dns_responses_total{rcode="Non-Existent Domain"}[5m]))',
    ],
    [
      'several of them',
      'sum by (flags) (rate(hubble_tcp_flags_total{flags="RST"}[5m])) / sum(rate(cilium_errors_warnings_total{level="error"}[5m]))',
      'sum by (flag) (rate(hubble_tcp_flags_total{flag="RST"}[5m])) / sum(rate(cilium_errors_warnings_total{level="ERROR"}[5m]))',
    ],
    [
      'a value that minors spell otherwise',
      'sum(rate(cilium_policy_change_total{outcome="failure"}[5m]))',
      'sum(rate(cilium_policy_change_total{outcome=~"failure|fail"}[5m]))',
    ],
    ['a successor', 'max(cilium_operator_lbipam_ips_used_total)', 'max(cilium_operator_lbipam_ips_used)'],
    [
      'a label that one minor splits by another',
      'cilium_ip_addresses / cilium_ipam_capacity * on (nothing) cilium_endpoint_state{state="x"}',
      undefined,
    ],
    [
      'what needs another string of handlers',
      'sum by (source_pod) (rate(hubble_drop_total{reason="Policy denied"}[5m]))',
      undefined,
    ],
    ['what only a human can choose', 'rate(cilium_triggers_policy_update_total[5m])', undefined],
    ['a metric with several answers', 'rate(cilium_datapath_errors_total[5m])', undefined],
  ])('%s', (_, expr, replacement) => {
    const [finding] = analysed(json(boardOf(expr))).findings;
    expect(finding?.verdict).toBe('dead');
    expect(finding?.replacement?.replace(/\s+/g, ' ')).toBe(replacement);
    if (replacement !== undefined) expect(isDead(analysed(json(boardOf(replacement))))).toBe(false);
  });
});

describe('what nobody can know from here is not called dead', () => {
  it.each([
    ['labels of targets', 'sum by (k8s_app, cluster_id, customer) (cilium_endpoint{job="my/own-job", env="prod"})'],
    [
      'another label for the cluster',
      'sum by (cluster) (rate(hubble_drop_total{cluster=~"$cluster"}[$__rate_interval]))',
    ],
    ['labels in a legend', 'cilium_endpoint'],
    ['metrics of others', 'sum(rate(myapp_requests_total{state="x"}[5m])) / sum(node_load1)'],
    [
      'shared names of other processes',
      'sum(rate(workqueue_adds_total{name="x"}[5m])) + sum(grpc_server_handled_total{code="x"})',
    ],
    ['metrics of others beside ours', 'sum(cilium_endpoint) / sum(myapp_pods{state="x"})'],
    ['records of others', 'cluster:cilium_drops:rate5m{whatever="x"} + cilium_endpoint'],
    [
      'a metric of an older minor beside that of the newer',
      'sum(cilium_policy_import_errors_total or cilium_policy_change_total{outcome=~"fail.*"})',
    ],
    ['both spellings', 'sum(rate(cilium_endpoint_regenerations_total{outcome=~"fail|failure"}[$__rate_interval]))'],
  ])('%s', (_, expr) => {
    const file = json({
      ...boardOf(expr),
      templating: { list: [{ name: 'cluster', type: 'query', query: 'label_values(cluster)', multi: true }] },
    });
    expect(analysed(file).findings.filter(({ verdict }) => verdict === 'dead')).toEqual([]);
  });

  it('says which labels and records it takes for granted', () => {
    const { assumed } = analysed(
      json(
        boardOf(
          'sum by (cluster_id) (cilium_endpoint{job="x"})',
          'sum by (cluster_id) (rate(hubble_drop_total[5m]))',
          'cilium:x:sum + cilium_endpoint',
        ),
      ),
    );
    expect(assumed).toEqual({
      labels: [
        { label: 'cluster_id', queries: 2 },
        { label: 'job', queries: 1 },
      ],
      records: ['cilium:x:sum'],
    });
  });
});

describe('findings', () => {
  it('are grouped by query, and name every panel, drop-down and alert that asks it', () => {
    const expr = 'sum(cilium_agent_up)';
    const board = { ...boardOf(expr, expr), annotations: { list: [{ name: 'A', expr }] } };
    const rules = yaml(`groups: [{name: g, rules: [{alert: X, expr: ${expr}}]}]`);
    const { findings } = analyseForeign([json(board), rules], settingsOf());
    expect(findings).toHaveLength(1);
    expect(findings[0]?.places).toEqual([
      { file: 'board.json', resource: 'dashboard/Theirs', item: 'P0', use: 'panel' },
      { file: 'board.json', resource: 'dashboard/Theirs', item: 'P1', use: 'panel' },
      { file: 'board.json', resource: 'dashboard/Theirs', item: 'A', use: 'annotation' },
      { file: 'rules.yaml', resource: 'rules/g', item: 'X', use: 'alerting' },
    ]);
  });

  it('say in which minors a query is dead, where not in all', () => {
    const [finding] = analysed(json(boardOf('sum(rate(cilium_policy_change_total{outcome="failure"}[5m]))'))).findings;
    expect(finding?.minors).toEqual(['1.20']);
  });

  it('judge for one minor where it is named', () => {
    const file = json(boardOf('sum(rate(cilium_policy_change_total{outcome="failure"}[$__rate_interval]))'));
    expect(isDead(analyseForeign([file], settingsOf(), ['1.19']))).toBe(false);
    expect(isDead(analyseForeign([file], settingsOf(), ['1.20']))).toBe(true);
  });

  it.each([
    ['a window shorter than the scrapes', 'sum(rate(cilium_drop_count_total[1m]))', 'rate-interval'],
    ['a counter as it stands', 'sum(cilium_drop_count_total)', 'counter-rate'],
    ['a sum of what every agent reports', 'sum(cilium_nodes_all_num)', 'double-count-agents'],
    [
      'a label of the observer on Hubble',
      'sum by (namespace) (rate(hubble_drop_total[$__rate_interval]))',
      'hubble-agent-labels',
    ],
    ['a value that is always 0', 'sum(cilium_version)', 'constant-value'],
  ])('call doubtful: %s', (_, expr, code) => {
    expect(analysed(json(boardOf(expr))).findings).toMatchObject([
      { verdict: 'doubtful', minors: [], problems: [{ verdict: 'doubtful', code }] },
    ]);
  });

  it('follow a board into the records that a rule file makes', () => {
    const rules = yaml(
      'groups: [{name: g, rules: [{record: "cilium:x:sum", expr: "sum by (node) (cilium_endpoint)"}, {alert: A, expr: "sum by (reason) (cilium:x:sum) > cilium_unreachable_nodes"}]}]',
    );
    expect(said(analyseForeign([rules], settingsOf()))).toContainEqual(
      expect.stringContaining('cilium:x:sum carries no label reason'),
    );
  });

  it('know what the settings switch on', () => {
    const file = json(boardOf('sum(rate(hubble_policy_verdicts_total[$__rate_interval]))'));
    expect(said(analysed(file))).toContainEqual(expect.stringContaining('hubble-handler'));
    expect(analysed(file, { hubble: { metrics: ['policy'] } }).findings).toEqual([]);
  });
});
