import { describe, expect, it } from 'vitest';
import { coverage } from '../../dashboards/coverage/index.ts';
import { readCoverage } from '../../src/commands/coverage.ts';
import { familiesOnBoards, familiesOnByDefault, familyKey } from '../../src/contract/coverage.ts';
import { coveragePage, panelsNamed } from '../../src/report/coverage.ts';
import { pack } from '../support/pack.ts';

const { insights, omissions } = coverage;
const model = pack({}, { incidents: [] });
// a panel that older minors cannot fill is left out while those are configured
const models = [model, ...model.settings.minors.map((minor) => pack({ cilium: minor }, { incidents: [] }))];

describe('the coverage of what others show', () => {
  it('names only panels that exist, each so that one is meant', () => {
    const wrong = insights
      .flatMap((insight) => ('panels' in insight ? insight.panels : []))
      .filter((name) => {
        const found = models.map((each) => panelsNamed(each, name).length);
        return Math.max(...found) !== 1;
      })
      .map(({ dashboard, panel }) => `${dashboard}: ${panel}`);
    expect(wrong).toEqual([]);
  });

  it('says of every insight where it is, or why it is nowhere', () => {
    for (const insight of insights) {
      if ('panels' in insight) expect(insight.panels.length, insight.insight).toBeGreaterThan(0);
      else expect(insight.leftOut, insight.insight).toMatch(/^\S.{20,}\.$/);
    }
  });

  it('gives every insight of a topic once', () => {
    const names = insights.map(({ topic, insight }) => `${topic}: ${insight}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has every board somewhere', () => {
    const named = new Set(
      insights.flatMap((insight) => ('panels' in insight ? insight.panels.map(({ dashboard }) => dashboard) : [])),
    );
    expect(model.dashboards.map(({ uid }) => uid).filter((uid) => !named.has(uid))).toEqual([]);
  });
});

describe('the metrics that are on by default', () => {
  const onByDefault = familiesOnByDefault(model.settings, ['agent', 'operator', 'hubble']).map(familyKey);
  const onBoards = new Set(models.flatMap((each) => [...familiesOnBoards(each)]));
  const omitted = omissions.flatMap(({ component, families }) =>
    families.map((name) => familyKey({ component, name })),
  );

  it('are on a board, or omitted for a reason', () => {
    expect(onByDefault.filter((key) => !onBoards.has(key) && !omitted.includes(key))).toEqual([]);
  });

  it('are not called omitted where a board reads them', () => {
    expect(omitted.filter((key) => onBoards.has(key))).toEqual([]);
  });

  it('are those that are omitted, each once', () => {
    expect(omitted.filter((key, index) => !onByDefault.includes(key) || omitted.indexOf(key) !== index)).toEqual([]);
  });
});

describe('docs/coverage.md', () => {
  it('says what content says (else: npm run docs)', () => {
    expect(readCoverage()).toBe(coveragePage(models, coverage));
  });
});
