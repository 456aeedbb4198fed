import { describe, expect, it } from 'vitest';
import { renderForeign } from '../../../src/report/foreign/render.ts';
import { renderUpgrade } from '../../../src/report/upgrade/render.ts';
import { analyseForeign } from '../../../src/upgrade/foreign/analyse.ts';
import { upgradeForeign } from '../../../src/upgrade/foreign/upgrade-foreign.ts';
import type { OwnContent } from '../../../src/upgrade/own-content.ts';
import { asHtml, readable } from '../../support/review.ts';
import { settingsOf } from '../../support/settings.ts';

const settings = settingsOf();
const range = { from: '1.17', to: '1.20' } as const;
const RULES = `groups:
- name: theirs
  rules:
  - alert: Rejected
    expr: sum(rate(cilium_policy_change_total{outcome="failure"}[5m])) > 0
  - alert: Peers
    expr: min by (vrouter) (cilium_bgp_control_plane_session_state) < 1
  - alert: Slow
    expr: histogram_quantile(0.99, sum by (le) (rate(cilium_policy_implementation_delay_bucket[5m]))) > 1
  - alert: Errors
    expr: sum(rate(cilium_errors_warnings_total{level=~"error|ERROR"}[5m])) > 1
  - alert: Away
    expr: cilium_agent_up == 0
`;
const rules = [{ path: 'r.yaml', text: RULES }];
const plain = { color: false };

describe('an upgrade as text', () => {
  const { report, skipped } = upgradeForeign(rules, settings, range);

  it('says what breaks first, each with the query and what to write', () => {
    expect(renderUpgrade({ report, skipped }, 'text', plain)).toMatchInlineSnapshot(`
      "Cilium 1.17 -> 1.20, 5 queries
      2 queries break on 1.20; 1 query shows a difference; 1 query reads what changes and answers on both

      breaks  cilium_bgp_control_plane_session_state loses the label vrouter (agent, since 1.20)
        alert Peers (r.yaml)
            empty or wrong: it works with the label vrouter; while both run it mixes the two
            min by (vrouter) (cilium_bgp_control_plane_session_state) < 1
            do  labels that both have: neighbor, neighbor_asn; only the later one: instance_name, local_asn

      breaks  cilium_policy_change_total outcome: "failure" is written "fail" (agent, since 1.20)
        alert Rejected (r.yaml)
            outcome="failure" matches nothing; while both run it shows only what runs 1.17
            sum(rate(cilium_policy_change_total{outcome="failure"}[5m])) > 0
            do  write, right on both:
                sum(rate(cilium_policy_change_total{outcome=~"failure|fail"}[5m])) > 0

      note  cilium_policy_implementation_delay has other buckets: 0.005 to 10 (11) became 0.001 to 10 (12) (agent, since 1.19)
        alert Slow (r.yaml)
            quantiles come from other edges; while both run it mixes the two
            do  group by the node too, so that each is judged by its own buckets

      note  cilium_bgp_control_plane_session_state gains the labels instance_name, local_asn (agent, since 1.20)
        alert Peers (r.yaml)
            min() is taken over more series

      works-on-both  cilium_policy_change_total gains the labels operation, source (agent, since 1.20)
        alert Rejected (r.yaml)
            adds it up

      works-on-both  cilium_errors_warnings_total level: "error" is written "ERROR", "warning" is written "WARN", new "INFO" (agent, since 1.18)
        alert Errors (r.yaml)
            reads both (level=~"error|ERROR")

      gives nothing on 1.17 either: \`ciliascope doctor --dashboard\` and \`--rules\` say more
        alert Away (r.yaml)
            no Cilium exposes cilium_agent_up: use up{job="cilium-agent"}
      "
    `);
  });

  it('says of our own content which setting carries it over, and what stops the build', () => {
    const content: OwnContent = {
      configured: ['1.17'],
      setting: "cilium: { from: '1.17', until: '1.20' }",
      afterwards: "cilium: '1.20'",
      solved: true,
      buildFaults: ['rules/x.ts: it throws'],
      waiting: [{ board: 'cilium-agent', panels: ['Queue depth'] }],
    };
    const text = renderUpgrade({ report, content }, 'text', plain);
    for (const part of [
      content.setting ?? '',
      content.afterwards,
      'rules/x.ts: it throws',
      'cilium-agent: Queue depth',
    ]) {
      expect(text).toContain(part);
      expect(readable(asHtml(renderUpgrade({ report, content }, 'markdown', plain)))).toContain(part);
    }
  });

  it('is JSON with everything in it', () => {
    const document = JSON.parse(renderUpgrade({ report, skipped }, 'json', plain)) as Record<string, unknown>;
    expect(document).toMatchObject({
      version: 1,
      from: '1.17',
      to: '1.20',
      queries: 5,
      findings: { length: report.findings.length },
    });
  });

  it('is Markdown whose code is what to write', () => {
    const html = asHtml(renderUpgrade({ report, skipped }, 'markdown', plain));
    expect(html).toContain('<h3>Cilium 1.17 to 1.20: 2 queries break on 1.20');
    expect(readable(html)).toContain('sum(rate(cilium_policy_change_total{outcome=~"failure|fail"}[5m])) > 0');
  });
});

describe('dead queries as text', () => {
  const report = analyseForeign(rules, settings);

  it('come with what each check says, and what to write; doubts are gathered', () => {
    expect(renderForeign(report, 'text', plain)).toMatchInlineSnapshot(`
      "0 dashboards, 5 alerts, 5 queries; 5 of them read Cilium and were judged for 1.18, 1.19, 1.20
      3 queries dead, 0 doubtful

      dead  alert Rejected (r.yaml) (on 1.20)
            sum(rate(cilium_policy_change_total{outcome="failure"}[5m])) > 0
            label-value  outcome="failure" selects nothing: cilium_policy_change_total never has that outcome: use "fail"
            write  sum(rate(cilium_policy_change_total{outcome=~"failure|fail"}[5m])) > 0

      dead  alert Peers (r.yaml) (on 1.20)
            min by (vrouter) (cilium_bgp_control_plane_session_state) < 1
            label-known  cilium_bgp_control_plane_session_state carries no label vrouter: only Cilium 1.16, 1.17, 1.18 and 1.19 has it, and here its own labels are instance_name, local_asn, neighbor and neighbor_asn

      dead  alert Away (r.yaml)
            cilium_agent_up == 0
            metric-known  no Cilium exposes cilium_agent_up: use up{job="cilium-agent"}
            write  up{job="cilium-agent"} == 0

      what each means and what to do: docs/checks/<code>.md
      "
    `);
  });

  it('are Markdown and JSON too', () => {
    expect(asHtml(renderForeign(report, 'markdown', plain))).toContain('<h3>3 queries dead, 0 doubtful</h3>');
    expect(JSON.parse(renderForeign(report, 'json', plain))).toMatchObject({ version: 1, judged: 5 });
  });

  it('say so when there is nothing to say', () => {
    const fine = analyseForeign(
      [{ path: 'r.yaml', text: 'groups: [{name: g, rules: [{alert: A, expr: cilium_endpoint > 1}]}]' }],
      settings,
    );
    expect(renderForeign(fine, 'text', plain)).toContain('nothing dead, nothing doubtful');
  });
});

describe('text of others', () => {
  const evil = '\u001b[2Jx\u202e<img src=x onerror=alert(1)> [a](http://evil) @team `tick`\n# head';
  const board = {
    title: evil,
    uid: evil,
    panels: [
      { title: evil, targets: [{ expr: `sum(cilium_agent_up{a="${evil.replaceAll('\n', ' ')}"})` }] },
      { title: evil, targets: [{ expr: 'sum(rate(cilium_policy_change_total{outcome="failure"}[5m]))' }] },
      { title: evil, libraryPanel: { uid: 'x' } },
    ],
  };
  const files = [
    { path: `${evil}.json`, text: JSON.stringify(board) },
    { path: `${evil}.yaml`, text: 'x: [' },
  ];
  const upgrade = upgradeForeign(files, settings, range);
  const foreign = analyseForeign(files, settings);
  const rendered = (format: 'text' | 'markdown') => [
    renderUpgrade({ report: upgrade.report, skipped: upgrade.skipped }, format, plain),
    renderForeign(foreign, format, plain),
  ];

  it('neither moves the cursor nor hides what follows', () => {
    for (const text of [...rendered('text'), ...rendered('markdown')]) {
      // of characters that steer a terminal only the end of a line
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
    }
  });

  it('is no HTML, no link and no heading in Markdown', () => {
    for (const markdown of rendered('markdown')) {
      const html = asHtml(markdown);
      expect(html).not.toMatch(/<img|<a |<h1>/);
      expect(html).toContain('&lt;img');
    }
  });
});
