import { describe, expect, it } from 'vitest';
import type { DiagnosedFinding, Diagnosis, Item } from '../../../src/doctor/diagnose.ts';
import { renderDiagnosis } from '../../../src/report/doctor/render.ts';
import { findingOf } from '../../support/evidence.ts';

const panel = (title: string, state: Item['state'], ...causes: string[]): Item => ({
  kind: 'panel',
  of: 'hubble-drops',
  title,
  state,
  causes,
});
const KEY = 'handler-missing drop';
const EMPTY = ['One', 'Two', 'Three', 'Four'].map((title) => panel(title, 'empty', KEY));
const ALERT: Item = { ...panel('HubbleDrops', 'empty', KEY), kind: 'alert', of: 'hubble-policy' };

const finding: DiagnosedFinding = {
  ...findingOf('handler-missing', 'drop', {
    summary: 'Hubble counts no drops: the handler `drop` is not enabled.',
    evidence: ['values.yaml: hubble.metrics.enabled lists dns', 'a\u001b[31mred', 'third', 'fourth'],
    remedies: [
      { kind: 'cilium-values', path: ['hubble', 'metrics', 'enabled'], value: ['dns', 'drop'] },
      { kind: 'command', text: 'helm upgrade cilium cilium/cilium --reuse-values -f values.yaml' },
    ],
  }),
  empties: [...EMPTY, ALERT],
  spoils: [panel('Five', 'wrong', KEY)],
};

const diagnosis: Diagnosis = {
  sources: ['values.yaml'],
  minors: ['1.19'],
  minorsSeen: true,
  findings: [finding],
  boards: [
    {
      uid: 'hubble-drops',
      title: 'Hubble / Drops',
      items: [...EMPTY, panel('Five', 'wrong', KEY), panel('Six', 'ok')],
    },
  ],
  alerts: [ALERT],
};

describe('a diagnosis as text', () => {
  it('names the cause, what it empties, what was seen and what to write', () => {
    expect(renderDiagnosis(diagnosis, 'text', { color: false, all: false })).toMatchInlineSnapshot(`
      "looked at values.yaml, for Cilium 1.19 (which runs here)
      6 panels and variables: 1 ok, 1 wrong, 4 empty
      1 alert: 1 cannot fire

      error handler-missing  Hubble counts no drops: the handler \`drop\` is not enabled.
        empties 4 panels and 1 alert, spoils 1 panel
          hubble-drops  One, Two, Three and 2 more
          alerts        HubbleDrops
        seen  values.yaml: hubble.metrics.enabled lists dns
        seen  a\\u{1b}[31mred
        seen  third
        seen  and 1 more
        do    in Cilium's Helm values:
                hubble:
                  metrics:
                    enabled:
                      - dns
                      - drop
        do    run: helm upgrade cilium cilium/cilium --reuse-values -f values.yaml

      boards and alerts
        hubble-drops  1 ok, 1 wrong, 4 empty
        alerts        1 cannot fire

      1 cause to mend
      "
    `);
  });

  it('names every panel when asked to', () => {
    const text = renderDiagnosis(diagnosis, 'text', { color: false, all: true });
    expect(text).toContain('    wrong  Five  handler-missing drop\n');
    expect(text).toContain('    ok  Six\n');
    expect(text).toContain('    cannot fire  HubbleDrops');
  });

  it('says that no query was judged where nothing tells of series', () => {
    const blind = {
      ...diagnosis,
      findings: [],
      boards: [{ uid: 'a', title: 'A', items: [panel('x', 'unknown')] }],
      alerts: [],
    };
    const text = renderDiagnosis(blind, 'text', { color: false, all: true });
    expect(text).toContain('no query was judged');
    expect(text).not.toContain('not looked at');
  });
});

describe('a diagnosis as Markdown', () => {
  it('has the values to write as YAML, and a row for each board', () => {
    const text = renderDiagnosis(diagnosis, 'markdown', { color: false, all: false });
    expect(text).toContain('```yaml\nhubble:\n  metrics:\n    enabled:\n      - dns\n      - drop\n```');
    expect(text).toContain('| `hubble-drops` | 1 ok, 1 wrong, 4 empty |');
    expect(text).not.toContain('\u001b');
  });
});

describe('a diagnosis as JSON', () => {
  it('is all of it, with a version', () => {
    expect(JSON.parse(renderDiagnosis(diagnosis, 'json', { color: false, all: false }))).toEqual({
      version: 1,
      ...diagnosis,
    });
  });
});
