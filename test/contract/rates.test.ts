import { describe, expect, it } from 'vitest';
import type { Query } from '../../src/model/query.ts';
import { RATES } from '../../src/model/rates.ts';
import type { PromNode, SelectorNode } from '../../src/promql/ast.ts';
import { walk } from '../../src/promql/ast.ts';
import { parsePromql } from '../../src/promql/parse.ts';
import { pack } from '../support/pack.ts';

const { dashboards } = pack({ cilium: '1.20' }, { incidents: [] });

/** What of an expression is added up over time from counters that nobody records. */
function readsRaw(root: PromNode): readonly SelectorNode[] {
  const found: SelectorNode[] = [];
  walk(root, (node) => {
    if (node.kind !== 'call' || node.fn !== 'rate') return;
    for (const arg of node.args) {
      walk(arg, (inner) => {
        if (inner.kind === 'selector' && !reads(inner)) found.push(inner);
      });
    }
  });
  return found;
}

const reads = ({ matchers }: SelectorNode) => matchers.some(({ value }) => value.includes(`$${RATES}`));

/** Binary operators whose sides are of other moments: one of records, which are averaged once more, one of counters. */
function mixedIn({ expr }: Query): readonly string[] {
  const { root } = parsePromql(expr);
  const found: string[] = [];
  if (!root) return found;
  walk(root, (node) => {
    if (node.kind !== 'binary' || !['/', '-', '+', '*'].includes(node.op)) return;
    const recorded = [node.left, node.right].map((side) => {
      let any = false;
      walk(side, (inner) => {
        if (inner.kind === 'selector' && reads(inner)) any = true;
      });
      return any;
    });
    const raw = [node.left, node.right].map((side) => readsRaw(side).length > 0);
    if ((recorded[0] && raw[1]) || (raw[0] && recorded[1])) found.push(`${node.op} in ${expr}`);
  });
  return found;
}

describe('recorded rates', () => {
  it('are never set against counters: both sides of a ratio are of one moment', () => {
    const mixed = dashboards.flatMap(({ uid, panels }) =>
      panels.flatMap(({ title, queries }) => queries.flatMap((query) => mixedIn(query).map(() => `${uid}: ${title}`))),
    );
    expect(mixed).toEqual([]);
  });

  it('are read by the boards that are dear without them', () => {
    const reading = dashboards.filter(({ variables }) => variables.some(({ name }) => name === RATES));
    expect(reading.map(({ uid }) => uid)).toEqual(
      expect.arrayContaining([
        'cilium-agent',
        'cilium-datapath',
        'hubble-dns',
        'hubble-drops',
        'hubble-http',
        'hubble-tcp',
      ]),
    );
  });
});
