import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/settings/parse.ts';
import { endOfDay } from '../../../src/settings/parse-rules.ts';
import { settingsOf } from '../../support/settings.ts';

const NOISE = { of: ['A'], match: { node: 'n1' }, reason: 'known', until: '2027-03-31' };

describe('settings of rules', () => {
  it.each<[string, unknown, string, string]>([
    [
      'a misspelt key of an SLO',
      { slos: { 'dns-errors': { objectve: '99' } } },
      'slos.dns-errors.objectve',
      'did you mean "objective"',
    ],
    ['an objective that is a number', { slos: { x: { objective: 99.9 } } }, 'slos.x.objective', 'a string'],
    ['a period that is no duration', { slos: { x: { period: 'month' } } }, 'slos.x.period', 'a Prometheus duration'],
    [
      'an override without a match',
      { slos: { x: { overrides: [{ name: 'a' }] } } },
      'slos.x.overrides.0.match',
      'an object',
    ],
    ['a misspelt key of noise', { alerts: { noise: [{ ...NOISE, til: 'x' }] } }, 'alerts.noise.0.til', 'unknown key'],
    [
      'a day that does not exist',
      { alerts: { noise: [{ ...NOISE, until: '31.3.2027' }] } },
      'alerts.noise.0.until',
      'a day such as',
    ],
    [
      'a limit below zero',
      { alerts: { limits: { scrapeSeconds: -1 } } },
      'alerts.limits.scrapeSeconds',
      'a number above 0',
    ],
    ['a version that is none', { prometheus: { version: 'v3' } }, 'prometheus.version', 'a version such as'],
    [
      'tiers without a budget',
      { slos: { x: { windows: [{ severity: 'page', long: '1h' }] } } },
      'slos.x.windows',
      'a list of tiers',
    ],
  ])('refuse %s', (_, input, path, message) => {
    const parsed = parseSettings(input);
    const faults = 'faults' in parsed ? parsed.faults : [];
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(faults.find((fault) => fault.path === path)?.message).toContain(message);
  });

  it('have defaults that load on Prometheus 2.42 and fit kube-prometheus-stack', () => {
    const { prometheus, alerts, kubernetes } = settingsOf();
    expect([prometheus.version, prometheus.evaluationInterval]).toEqual([[2, 42], 30]);
    expect(alerts.severities).toEqual({ page: 'critical', ticket: 'warning' });
    expect(kubernetes.ruleLabels).toEqual({ release: 'kube-prometheus-stack' });
  });

  it('end noise with its last day, in UTC', () => {
    expect(endOfDay('2027-03-31')).toBe(Date.UTC(2027, 3, 1) / 1000);
  });
});
