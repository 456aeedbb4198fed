import { describe, expect, it } from 'vitest';
import type { BuildContext, DashboardDefinition, PanelDefinition } from '../../src/define.ts';
import { matching, promql, row } from '../../src/define.ts';
import type { ProofReport, QueryProof } from '../../src/scenario/proof.ts';
import { prove } from '../../src/scenario/prove.ts';
import { renderProof } from '../../src/scenario/render-proof.ts';
import { boardOf, panelOf } from '../support/content.ts';
import { settingsOf } from '../support/settings.ts';
import { compiler, requireEngines } from './support.ts';

/** Panels that are right or wrong in one way each. */
function panels(context: BuildContext): readonly PanelDefinition[] {
  const { metric } = context;
  const full = metric('cilium_drop_count_total', { reason: 'CT: Map insertion failed' });
  const synced = metric('cilium_operator_ces_sync_total');
  return [
    panelOf(context, { title: 'Right' }),
    {
      ...panelOf(context),
      title: 'Wrong value',
      targets: [{ query: promql`${metric('cilium_drop_count_total', { reason: matching('No such .*') })}` }],
    },
    {
      ...panelOf(context),
      title: 'Only NaN',
      targets: [{ query: promql`${metric('cilium_controllers_failing')} / ${metric('cilium_controllers_failing')}` }],
    },
    {
      ...panelOf(context),
      title: 'Right fault',
      targets: [{ query: promql`${full}` }],
      emptyInHealth: { fault: 'map-full', reason: 'Only a full map makes them.' },
    },
    {
      ...panelOf(context),
      title: 'Wrong fault',
      targets: [{ query: promql`${full}` }],
      emptyInHealth: { fault: 'hubble-lost', reason: 'Wrong.' },
    },
    {
      ...panelOf(context),
      title: 'Unknown fault',
      targets: [{ query: promql`${full}` }],
      emptyInHealth: { fault: 'ct-full', reason: 'Wrong.' },
    },
    { ...panelOf(context), title: 'Undeclared', targets: [{ query: promql`${full}` }] },
    { ...panelOf(context), title: 'Optional', targets: [{ query: promql`sum(rate(${synced}[$__rate_interval]))` }] },
    { ...panelOf(context), title: 'No PromQL', targets: [{ query: promql`sum(rate(${full}[5m])` }] },
    {
      ...panelOf(context),
      title: 'Many to many',
      targets: [
        { query: promql`${metric('cilium_forward_count_total')} / on (node) ${metric('cilium_drop_count_total')}` },
      ],
    },
    { ...panelOf(context), title: 'Unknown variable', targets: [{ query: promql`sum(${full}) + $nothing` }] },
  ];
}

const boards: readonly DashboardDefinition[] = [
  boardOf({
    build: (context) => ({
      rows: [row('Open', panels(context).slice(0, 2)), row('Folded', panels(context).slice(2), { collapsed: true })],
    }),
  }),
];

describe('prove', () => {
  let report: ProofReport | undefined;
  const found = (item: string): QueryProof | undefined =>
    report?.queries.find((query) => query.item === item && query.emitted);

  /** One run for all rows; inside a test, so that a missing engine skips it. */
  const run = async () => {
    report ??= await prove({
      compileFor: compiler(boards),
      settings: settingsOf({ cilium: '1.19' }),
      minors: ['1.19'],
      engines: requireEngines(),
      nodes: 2,
    });
    return report;
  };

  it.each<[string, string, QueryProof['verdict'], RegExp | undefined]>([
    ['a right query is alive', 'Right', 'alive', undefined],
    ['the drop-down of clusters is alive', 'cluster', 'alive', undefined],
    ['a value no series has makes a dead query', 'Wrong value', 'dead', /emptyInHealth/],
    ['values that are all NaN are no data', 'Only NaN', 'dead', /no finite sample/],
    ['a query that is empty in health is proven in its fault', 'Right fault', 'alive-in-fault', undefined],
    ['a query without data in the fault it names is dead', 'Wrong fault', 'dead', /no data in the fault "hubble-lost"/],
    ['a fault nobody has defined is refused', 'Unknown fault', 'refused', /known: drops, /],
    ['a query that is empty in health must say so', 'Undeclared', 'dead', /emptyInHealth/],
    ['a query about an optional part of Cilium is proven where it runs', 'Optional', 'alive-with-feature', undefined],
    ['what is no PromQL is refused', 'No PromQL', 'refused', /parse error|unclosed|unexpected/],
    ['a join that does not match one to one is refused', 'Many to many', 'refused', /many-to-many/],
    ['a variable the board does not have is refused', 'Unknown variable', 'refused', /no variable \$nothing/],
  ])('%s', async (_, item, verdict, hint) => {
    await run();
    const proof = found(item);
    expect(proof).toMatchObject({ verdict, lane: '1.19', dashboard: 'board' });
    if (hint) expect(proof?.hint).toMatch(hint);
    else expect(proof).not.toHaveProperty('hint');
  });

  it('counts samples and time, and tells what opening the board costs', async () => {
    const { costs, queries } = await run();
    const right = found('Right');
    expect(right).toMatchObject({ series: 1, onOpen: true });
    // two directions on two nodes, 121 points; a window of four scrapes has both ends up to Prometheus 2, one since 3
    expect([2 * 2 * 5 * 121, 2 * 2 * 4 * 121]).toContain(right?.samples);
    expect(found('Optional')?.onOpen).toBe(false);
    expect(found('Optional')?.features).toEqual(['endpoint-slices']);
    const open = queries.filter(({ emitted, onOpen }) => emitted && onOpen);
    expect(costs).toEqual([
      expect.objectContaining({
        dashboard: 'board',
        lane: '1.19',
        onOpenQueries: 3,
        samplesOnOpen: open.reduce((sum, { samples }) => sum + samples, 0),
      }),
    ]);
  });

  it('reports what is dead first, each with its place and what to do', async () => {
    const text = renderProof(await run());
    expect(text).toMatch(/^(dead|refused) {2}board "/);
    expect(text).toContain('dead  board "Wrong fault"');
    expect(text).toContain('not proven: 8 of ');
    expect(text).toMatch(/board +\d+ +\d+ +1 +1 +8 /);
  });
});
