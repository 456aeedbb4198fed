import { dashboards } from '../../dashboards/index.ts';
import { runChecks } from '../../src/checks/run.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Model } from '../../src/model/model.ts';
import { settingsOf } from '../support/settings.ts';
import { medianOf, tableOf } from './measure.ts';

const RUNS = 5;
const COPIES = 20;

/** Expressions per second through every check, each expression new to the parser. */
export function benchCheck(): string {
  const { model } = compile({ dashboards }, settingsOf());
  let round = 0;
  const perSecond = Array.from({ length: RUNS }, () => {
    round += 1;
    const distinct = manyOf(model, round);
    const started = performance.now();
    runChecks(distinct);
    return distinct.queries.length / ((performance.now() - started) / 1000);
  });
  const { median, low, high } = medianOf(perSecond);
  const figures = [median, low, high].map((value) => `${Math.round(value).toLocaleString('en')}/s`);
  return `check (median of ${RUNS}, ${model.queries.length * COPIES} expressions a run)\n${tableOf([
    ['', 'median', 'low', 'high'],
    ['expressions', ...figures],
  ])}`;
}

/** The queries many times over, each text different from every other, so that no cache answers. */
function manyOf(model: Model, round: number): Model {
  const queries = Array.from({ length: COPIES }, (_, copy) =>
    model.queries.map((query) => {
      const mark = (text: string) => `${text} # ${round}-${copy}`;
      const byMinor = Object.fromEntries(Object.entries(query.byMinor).map(([minor, text]) => [minor, mark(text)]));
      return { ...query, expr: mark(query.expr), byMinor };
    }),
  ).flat();
  return { ...model, queries: queries.filter(({ use }) => use !== 'variable') };
}
