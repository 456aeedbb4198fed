import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../dashboards/index.ts';
import { ruleSets, slos } from '../../../rules/index.ts';
import { compile } from '../../../src/compile/compile.ts';
import { hubbleMetricsFor, needsOf } from '../../../src/contract/needs.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import { settingsOf } from '../../support/settings.ts';

function needsUnder(user: UserSettings) {
  const settings = settingsOf(user);
  const { model, problems } = compile({ dashboards, ruleSets, slos }, settings);
  expect(problems).toEqual([]);
  return { needs: needsOf(model), settings };
}

const LABELS = 'labelsContext=source_namespace,source_workload,destination_namespace,destination_workload';

describe('what the content needs', () => {
  const { needs, settings } = needsUnder({});

  it('counts processes of the chart, and no exporter beside it', () => {
    expect([...needs.components.keys()].sort()).toEqual([
      'agent',
      'clustermesh-apiserver',
      'envoy',
      'hubble',
      'kvstoremesh',
      'operator',
    ]);
  });

  it('names the boards and alerts behind a record, not the record alone', () => {
    const users = [...(needs.handlers.get('dns')?.users ?? [])];
    expect(new Set(users.map(({ use }) => use))).toEqual(new Set(['panel', 'variable', 'recording', 'alerting']));
  });

  it('reads labels of targets only where scraping makes them', () => {
    expect(needs.targetLabels.get('agent')?.has('node')).toBe(true);
    expect(needs.targetLabels.get('operator')?.has('node')).toBe(false);
  });

  it.each<[name: string, metrics: readonly string[], expected: readonly string[]]>([
    ['leaves out handlers that nothing asks', [`drop:${LABELS}`, 'kafka'], [`drop:${LABELS}`]],
    [
      'leaves out labels and options that nothing reads',
      [`drop:${LABELS},source_ip,destination_ip`, `dns:ignoreAAAA;${LABELS}`],
      [`drop:${LABELS}`, `dns:${LABELS}`],
    ],
    ['keeps no exemplars without OpenMetrics', [`httpV2:exemplars=true;${LABELS}`], [`httpV2:${LABELS}`]],
  ])('%s', (_, metrics, expected) => {
    const found = needsUnder({ hubble: { metrics } });
    expect(hubbleMetricsFor(found.needs, found.settings)).toEqual(expected);
  });

  it('keeps exemplars where panels show them', () => {
    const metrics = [`httpV2:exemplars=true;${LABELS}`];
    const found = needsUnder({ hubble: { metrics, openMetrics: true } });
    expect(found.needs.exemplars.size).toBeGreaterThan(0);
    expect(hubbleMetricsFor(found.needs, found.settings)).toEqual(metrics);
  });

  it('is a fixed point: content compiled for exactly that needs exactly that', () => {
    const metrics = hubbleMetricsFor(needs, settings);
    const again = needsUnder({ hubble: { metrics } });
    expect(hubbleMetricsFor(again.needs, again.settings)).toEqual(metrics);
  });
});
