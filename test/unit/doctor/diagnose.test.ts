import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/compile/compile.ts';
import type { BuildContext } from '../../../src/define.ts';
import { by, defineRules, promql, row } from '../../../src/define.ts';
import type { Diagnosis } from '../../../src/doctor/diagnose.ts';
import { diagnose, isBroken } from '../../../src/doctor/diagnose.ts';
import type { View } from '../../../src/doctor/view.ts';
import { boardOf, panelOf } from '../../support/content.ts';
import { findingOf, viewOf } from '../../support/evidence.ts';
import { alertOf } from '../../support/rules.ts';
import { settingsOf } from '../../support/settings.ts';

const drops = ({ metric }: BuildContext) =>
  promql`sum ${by(metric('hubble_drop_total'), 'reason')} (rate(${metric('hubble_drop_total')}[$__rate_interval]))`;

/** A board with a panel of the agent, one of Hubble and one of both, and an alert about agents. */
const { model } = compile(
  {
    dashboards: [
      boardOf({
        build: (context) => ({
          rows: [
            row('Row', [
              panelOf(context),
              panelOf(context, { title: 'Drops', targets: [{ legend: 'a', query: drops(context) }] }),
              panelOf(context, {
                title: 'Both',
                targets: [
                  { legend: 'a', query: promql`sum(rate(${context.metric('cilium_forward_count_total')}[5m]))` },
                  { legend: 'b', query: drops(context) },
                ],
              }),
            ]),
          ],
        }),
      }),
    ],
    ruleSets: [
      defineRules({ name: 'cilium-test', build: (context) => [{ name: 'group', rules: [alertOf(context)] }] }),
    ],
  },
  settingsOf({ cilium: { from: '1.18', until: '1.20' } }),
  (file) => file,
);

const HANDLER = findingOf('handler-missing', 'drop');
const DOWN = findingOf('target-down', 'agent');
const hubbleGone = { hubble_: { state: 'gone', causes: [HANDLER] } } as const;
const THERE = { state: 'there' } as const;

const statesIn = ({ boards, alerts }: Diagnosis) =>
  [...boards.flatMap(({ items }) => items), ...alerts].map(({ title, state }) => `${title}: ${state}`);

describe('a diagnosis', () => {
  const found = diagnose(model, [viewOf({ ...hubbleGone, cilium_: THERE, up: THERE })]);

  it('says of every panel and alert what becomes of it', () => {
    expect(statesIn(found)).toEqual([
      'cluster: ok',
      'Row / Forwarded packets: ok',
      'Row / Drops: empty',
      'Row / Both: wrong',
      'CiliumAgentAway: ok',
    ]);
  });

  it('names a cause once, with all it empties and spoils', () => {
    expect(found.findings.map(({ key, empties, spoils }) => [key, empties.length, spoils.length])).toEqual([
      ['handler-missing drop', 1, 1],
    ]);
    expect(isBroken(found)).toBe(true);
  });

  it('puts the cause that empties most first, and notes last', () => {
    const note = findingOf('api-missing', 'rules', { severity: 'note' });
    const { findings } = diagnose(model, [
      viewOf(
        { hubble_: { state: 'gone', causes: [HANDLER] }, cilium_: { state: 'gone', causes: [DOWN] } },
        { findings: [note, findingOf('retention', 'thirty days')] },
      ),
    ]);
    expect(findings.map(({ key }) => key)).toEqual([
      'target-down agent',
      'handler-missing drop',
      'retention thirty days',
      'api-missing rules',
    ]);
  });

  it('knows nothing of what nobody looked at', () => {
    expect(new Set(statesIn(diagnose(model, [])).map((line) => line.split(': ')[1]))).toEqual(new Set(['unknown']));
  });

  it('is healthy with notes alone', () => {
    const quiet = findingOf('never-seen', 'hubble_drop_total', { severity: 'note' });
    const view = viewOf({ hubble_: { state: 'gone', causes: [quiet] }, cilium_: THERE, up: THERE });
    expect(isBroken(diagnose(model, [view]))).toBe(false);
  });

  it('keeps what was found beside the views', () => {
    const alone = findingOf('source-unreadable', 'values.yaml');
    expect(diagnose(model, [], [alone]).findings.map(({ key }) => key)).toEqual(['source-unreadable values.yaml']);
  });
});

describe('the minor that runs', () => {
  const seeing = (...minors: View['minors'][number][]) => diagnose(model, [viewOf({}, { minors })]);

  it('is what the content is judged for', () => {
    expect(seeing('1.19')).toMatchObject({ minors: ['1.19'], minorsSeen: true, findings: [] });
  });

  it('is that of the settings when nothing tells', () => {
    expect(seeing()).toMatchObject({ minors: ['1.18', '1.19', '1.20'], minorsSeen: false });
  });

  it('is said to be missing in the settings, with the range to write', () => {
    const [finding] = seeing('1.16', '1.18').findings;
    expect(finding?.code).toBe('minor-not-configured');
    expect(finding?.summary).toContain('1.16 runs here');
    expect(finding?.remedies[0]).toEqual({ kind: 'settings', text: "cilium: { from: '1.16', until: '1.20' }" });
  });
});
