import { describe, expect, it } from 'vitest';
import { readRunbook, sloPages } from '../../src/commands/runbooks.ts';
import { SLO_BEGIN } from '../../src/report/slo-text.ts';
import { pack } from '../support/pack.ts';

const model = pack({}, { incidents: [] });

describe('the runbooks of SLO alerts', () => {
  it('are listed with all others (else: npm run docs)', () => {
    expect(readRunbook('README')).toBe(sloPages(model, readRunbook).get('README'));
  });

  it.each([...new Set(model.slos.map(({ alert }) => alert))])(
    '%s explains its SLO as it is compiled (else: npm run docs)',
    (alert) => {
      const page = readRunbook(alert);
      expect(page).toContain(SLO_BEGIN);
      expect(page).toBe(sloPages(model, readRunbook).get(alert));
    },
  );
});
