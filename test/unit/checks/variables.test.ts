import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { variableModel } from '../../../src/checks/variable-model.ts';
import { variableUnused } from '../../../src/checks/variable-unused.ts';
import type { BuildContext, DashboardDefinition } from '../../../src/define.ts';
import { labelVariable, promql, row, timeseries } from '../../../src/define.ts';
import type { Given } from '../../support/boards.ts';
import { findings, withJson } from '../../support/boards.ts';
import { boardOf } from '../../support/content.ts';

const state = ({ metric }: BuildContext) =>
  labelVariable({
    name: 'state',
    label: 'State',
    description: 'States of endpoints.',
    of: metric('cilium_endpoint_state'),
    values: 'endpoint_state',
  });

/** A board with a variable, whose query matches it or not. */
const board = (matched: boolean, title = 'Endpoints') =>
  boardOf({
    build: (context) => {
      const variable = state(context);
      const endpoints = matched
        ? context.metric('cilium_endpoint_state', {}, variable)
        : context.metric('cilium_endpoint_state');
      return {
        variables: [variable],
        rows: [row('Row', [timeseries({ title, description: 'D', query: promql`sum(${endpoints})` })])],
      };
    },
  });

interface Row extends Given {
  readonly name: string;
  readonly check: Check;
  readonly board?: DashboardDefinition;
  readonly found: readonly string[];
}

const at = (key: string) => `/templating/list/2/${key}`;

const rows: readonly Row[] = [
  { name: 'accepts what the compiler makes', check: variableModel, found: [] },
  {
    name: 'finds a variable without a label',
    check: variableModel,
    change: withJson(at('label'), ''),
    found: ['variable "state" has no label'],
  },
  {
    name: 'finds a variable without a description',
    check: variableModel,
    change: withJson(at('description'), undefined),
    found: ['has no description'],
  },
  {
    name: 'finds a variable that is never loaded',
    check: variableModel,
    change: withJson(at('refresh'), 0),
    found: ['has no refresh'],
  },
  {
    name: 'finds a multi-value variable without allValue',
    check: variableModel,
    change: withJson(at('allValue'), undefined),
    found: ['has no allValue'],
  },
  {
    name: 'finds a fixed data source',
    check: variableModel,
    change: withJson(at('datasource/uid'), 'prom'),
    found: ['does not read its values from ${datasource}'],
  },
  {
    name: 'finds a name that queries cannot hold',
    check: variableModel,
    change: withJson(at('name'), 'endpoint-state'),
    found: ['has a name that is not letters'],
  },
  {
    name: 'finds a name of Grafana',
    check: variableModel,
    change: withJson(at('name'), '__state'),
    found: ['has a name'],
  },
  {
    name: 'finds one name twice',
    check: variableModel,
    change: withJson(at('name'), 'cluster'),
    found: ['two variables are called "cluster"'],
  },
  {
    name: 'finds a board without the data source variable',
    check: variableModel,
    change: withJson('/templating/list/0/name', 'ds'),
    found: ['the first variable is not the data source'],
  },
  { name: 'accepts variables that queries match', check: variableUnused, found: [] },
  {
    name: 'finds a variable nothing uses',
    check: variableUnused,
    board: board(false),
    found: ['nothing on the board uses $state'],
  },
  {
    name: 'is not misled by a longer name',
    check: variableUnused,
    board: board(false, 'Endpoints in $states'),
    found: ['$state'],
  },
  {
    name: 'takes a name as it is written, also one no query can hold',
    check: variableUnused,
    board: board(false),
    change: withJson(at('name'), 'a(b'),
    found: ['$a(b'],
  },
  { name: 'counts a title', check: variableUnused, board: board(false, 'Endpoints in ${state:text}'), found: [] },
  { name: 'counts the old form', check: variableUnused, board: board(false, 'Endpoints in [[state]]'), found: [] },
  {
    name: 'counts the values of another variable',
    check: variableUnused,
    board: board(false),
    change: withJson('/templating/list/1/definition', 'label_values(up{state=~"$state"}, cluster)'),
    found: [],
  },
];

describe('checks of variables', () => {
  it.each(rows)('$check.code $name', ({ check, board: given = board(true), found, ...rest }) => {
    const problems = findings(check, [given], rest);
    expect(problems.map(({ message }) => message)).toEqual(found.map((piece) => expect.stringContaining(piece)));
  });

  it('point at the variable', () => {
    const [problem] = findings(variableUnused, [board(false)]);
    expect(problem?.place).toMatchObject({ item: 'state', path: '/templating/list/2' });
  });
});
