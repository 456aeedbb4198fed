import { describe, expect, it } from 'vitest';
import { windows } from '../../../../rules/windows.ts';
import { namesOf, plansOf, unknownSlos } from '../../../../src/compile/slo/plan.ts';
import { defineSlo } from '../../../../src/define.ts';
import type { SloSettings } from '../../../../src/settings/rules.ts';
import { settingsOf } from '../../../support/settings.ts';

const http = defineSlo({
  name: 'http',
  service: 'http',
  alert: 'HubbleHTTPSLOBurn',
  intent: 'HTTPAvailabilitySLOBurn',
  events: 'requests',
  burns: 'Requests fail.',
  summary: 'Requests fail.',
  objective: '99.9',
  period: '30d',
  windows: 'google',
  presets: windows,
  build: () => undefined,
});

const plans = (slo: SloSettings) => plansOf(http, settingsOf({ slos: { http: slo } }));
const checkout = { name: 'checkout', match: { destination_workload: 'checkout' } };
const data = { name: 'data', match: { destination_namespace: 'data' } };

describe('what the settings make of an SLO', () => {
  it('left out, it is as the author chose', () => {
    expect(plans({})).toEqual([
      { name: 'http', objective: '99.9', period: '30d', windows: 'google', mode: 'burn', exclude: {}, without: [] },
    ]);
  });

  it('switched off, there is none, overrides or not', () => {
    expect(plans({ off: true, overrides: [checkout] })).toEqual([]);
  });

  it.each([
    { choice: { objective: '99.5' } },
    { choice: { period: '7d' } },
    { choice: { windows: 'steady' } },
    { choice: { mode: 'budget' } },
    { choice: { threshold: '0.25' } },
    { choice: { groupBy: ['destination_namespace'] } },
    { choice: { exclude: { destination_namespace: ['test'] } } },
    { choice: { minEvents: 3 } },
  ] as const)('$choice wins over the author', ({ choice }) => {
    expect(plans(choice)).toEqual([expect.objectContaining(choice)]);
  });

  it('a service with an objective of its own leaves the rest', () => {
    const [rest, own] = plans({ minEvents: 5, overrides: [{ ...checkout, objective: '99.99' }] });
    expect(rest).toMatchObject({ name: 'http', objective: '99.9', without: [checkout.match] });
    expect(own).toMatchObject({
      name: 'http-checkout',
      objective: '99.99',
      only: checkout.match,
      without: [],
      minEvents: 5,
    });
  });

  it('of two overrides that match one service the first has it', () => {
    const [, first, second] = plans({ overrides: [checkout, data] });
    expect(first).toMatchObject({ only: checkout.match, without: [] });
    expect(second).toMatchObject({ only: data.match, without: [checkout.match] });
  });

  it('an override that matches every service is refused', () => {
    expect(() => plans({ overrides: [{ name: 'all', match: {} }] })).toThrow(
      'override "all" matches no label, so every service',
    );
  });

  it('the names of an SLO are its own and those of its overrides', () => {
    expect(namesOf('http', settingsOf({ slos: { http: { overrides: [checkout, data] } } }))).toEqual([
      'http',
      'http-checkout',
      'http-data',
    ]);
    expect(namesOf('http', settingsOf())).toEqual(['http']);
  });
});

describe('settings of SLOs that do not exist', () => {
  it.each([
    {
      name: 'a name that comes near is suggested',
      key: 'packet-drop',
      message: 'slos.packet-drop: no SLO of that name; did you mean packet-drops',
    },
    {
      name: 'where none comes near all are listed',
      key: 'zzz',
      message: 'slos.zzz: no SLO of that name; there are packet-drops, dns-errors',
    },
  ])('$name', ({ key, message }) => {
    const [found] = unknownSlos(['packet-drops', 'dns-errors'], settingsOf({ slos: { [key]: {} } }));
    expect(found).toContain(message);
  });

  it('names that exist are no problem', () => {
    expect(unknownSlos(['packet-drops'], settingsOf({ slos: { 'packet-drops': { off: true } } }))).toEqual([]);
  });
});
