import { describe, expect, it } from 'vitest';
import { alertsOf, pack } from '../support/pack.ts';

const model = pack();
const alerts = [...new Set(alertsOf(model).map(({ alert }) => alert))].sort();
const expected = new Set(model.incidents.flatMap(({ expects }) => expects));
const silenced = new Set(model.incidents.flatMap(({ silences }) => silences));

/** The incidents of the shared set, S01 to S49. */
const SHARED = Array.from({ length: 49 }, (_, index) => `s${String(index + 1).padStart(2, '0')}-`);

describe('the incidents', () => {
  it('tell every one of the 49 of the shared set', () => {
    const missing = SHARED.filter((prefix) => !model.incidents.some(({ name }) => name.startsWith(prefix)));
    expect(missing).toEqual([]);
  });

  it('have names of their own', () => {
    const names = model.incidents.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('make every alert fire at least once', () => {
    expect(alerts.filter((alert) => !expected.has(alert))).toEqual([]);
  });

  it('name every alert at least once as one that must stay silent', () => {
    expect(alerts.filter((alert) => !silenced.has(alert))).toEqual([]);
  });

  it('name no alert that does not exist', () => {
    expect([...expected, ...silenced].filter((alert) => !alerts.includes(alert))).toEqual([]);
  });
});
