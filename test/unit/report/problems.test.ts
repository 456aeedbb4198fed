import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/checks/codes.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { excerptOf } from '../../../src/report/excerpt.ts';
import { renderProblems } from '../../../src/report/problems.ts';

const plain = { color: false };

const metric: Problem = {
  code: 'metric-known',
  severity: 'error',
  message: 'no Cilium exposes hubble_dns_query_total: use hubble_dns_queries_total',
  place: {
    file: 'dashboards/hubble/hubble-dns.ts',
    line: 43,
    resource: 'dashboard/hubble-dns',
    item: 'Queries',
    path: '/panels/3/targets/0',
    expr: 'sum(rate(hubble_dns_query_total[5m]))',
    offset: 9,
  },
};

const orphan: Problem = {
  code: 'dashboard-orphan',
  severity: 'warning',
  message: 'no other board links to "hubble-dns"',
  place: { file: 'dashboards/hubble/hubble-dns.ts', resource: 'dashboard/hubble-dns' },
};

const title: Problem = {
  code: 'panel-text',
  severity: 'error',
  message: 'the panel has no title',
  place: {
    file: 'dashboards/agent/cilium-agent.ts',
    line: 7,
    resource: 'dashboard/cilium-agent',
    item: '',
    path: '/panels/1',
  },
};

/** Text that tries to break out: of its line, of the terminal, of a workflow command, of its reading direction. */
const hostile: Problem = {
  code: 'panel-text',
  severity: 'error',
  message: '100 %\r\n::error file=x::owned\u001b[2J\u202egnp',
  place: {
    file: 'dashboards/a,b:c%/x y.ts',
    line: 1,
    resource: 'dashboard/x',
    item: 'T:1,2\n"\u0007',
    path: '/panels/1',
    expr: 'up{job="\u001b[31m"} +\n  down',
    offset: 0,
  },
};

describe('problems as text', () => {
  it('say nothing where there is nothing to say', () => {
    expect(renderProblems([], 'text', plain)).toBe('');
  });

  it('stand in blocks per file, with the expression and a caret', () => {
    expect(renderProblems([metric, orphan, title], 'text', plain)).toBe(`\
dashboards/hubble/hubble-dns.ts:43  error  metric-known  no Cilium exposes hubble_dns_query_total: use hubble_dns_queries_total
  in "Queries"
    sum(rate(hubble_dns_query_total[5m]))
             ^
dashboards/hubble/hubble-dns.ts  warning  dashboard-orphan  no other board links to "hubble-dns"

dashboards/agent/cilium-agent.ts:7  error  panel-text  the panel has no title
  in ""

2 errors, 1 warning in 2 files
what each means and what to do: docs/checks/<code>.md
`);
  });

  it('name the page when there is one code', () => {
    expect(renderProblems([orphan], 'text', plain)).toContain(
      '1 warning in 1 file\nwhat each means and what to do: docs/checks/dashboard-orphan.md\n',
    );
  });

  it('cannot be broken by what they quote', () => {
    expect(renderProblems([hostile], 'text', plain)).toBe(`\
dashboards/a,b:c%/x y.ts:1  error  panel-text  100 % ::error file=x::owned\\u{1b}[2J\\u{202e}gnp
  in "T:1,2 "\\u{7}"
    up{job="\\u{1b}[31m"} +
    ^

1 error in 1 file
what each means and what to do: docs/checks/panel-text.md
`);
  });

  it('are coloured only when asked', () => {
    const coloured = renderProblems([metric, orphan], 'text', { color: true });
    expect(coloured).toContain('\u001b[31merror\u001b[39m');
    expect(coloured).toContain('\u001b[33mwarning\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(renderProblems([metric, orphan], 'text', plain));
  });
});

describe('the excerpt of an expression', () => {
  const long = `${'a + '.repeat(60)}wrong${' + b'.repeat(60)}`;
  const rows: readonly [name: string, expr: string, offset: number | undefined, marked: string][] = [
    ['stands at the start', 'up', 0, '^up'],
    ['stands at the end', 'sum(', 4, 'sum(^'],
    ['is in a later line, without its indentation', 'sum(\n\t  wrong\n)', 8, '^wrong'],
    ['has no caret without an offset', 'sum(\n  up)', undefined, 'sum('],
    ['counts characters, not code units', 'label_values("😀", wrong)', 19, 'label_values("😀", ^wrong)'],
    ['makes control characters visible before the caret', 'up{a="\u0007"} + wrong', 12, 'up{a="\\u{7}"} + ^wrong'],
    ['keeps an offset behind the end at the end', 'up', 9, 'up^'],
  ];
  it.each(rows)('%s', (_, expr, offset, marked) => {
    const { line, caret } = excerptOf(expr, offset);
    const characters = [...line];
    const shown =
      caret === undefined ? line : [...characters.slice(0, caret), '^', ...characters.slice(caret)].join('');
    expect(shown).toBe(marked);
  });

  it('is cut on both sides around the caret', () => {
    const { line, caret } = excerptOf(long, long.indexOf('wrong'), 40);
    expect(line).toBe('… + a + a + a + a + wrong + b + b + b +…');
    expect([...line]).toHaveLength(40);
    expect(line.slice(caret, (caret ?? 0) + 5)).toBe('wrong');
  });
});

describe('problems as GitHub annotations', () => {
  it('are workflow commands', () => {
    expect(renderProblems([metric, orphan], 'github', plain)).toBe(
      '::error file=dashboards/hubble/hubble-dns.ts,line=43,title=metric-known in "Queries"::' +
        'no Cilium exposes hubble_dns_query_total: use hubble_dns_queries_total%0A' +
        'sum(rate(hubble_dns_query_total[5m]))%0Asee docs/checks/metric-known.md\n' +
        '::warning file=dashboards/hubble/hubble-dns.ts,line=1,title=dashboard-orphan::' +
        'no other board links to "hubble-dns"%0Asee docs/checks/dashboard-orphan.md\n',
    );
  });

  it('escape what would end a value or a command', () => {
    expect(renderProblems([hostile], 'github', plain)).toBe(
      '::error file=dashboards/a%2Cb%3Ac%25/x y.ts,line=1,title=panel-text in "T%3A1%2C2 "\\u{7}"::' +
        '100 %25 ::error file=x::owned\\u{1b}[2J\\u{202e}gnp%0Aup{job="\\u{1b}[31m"} +%0Asee docs/checks/panel-text.md\n',
    );
  });
});

describe('problems as JSON', () => {
  it('are one document with a version', () => {
    expect(renderProblems([], 'json', plain)).toBe(
      '{\n  "version": 1,\n  "errors": 0,\n  "warnings": 0,\n  "problems": []\n}\n',
    );
    expect(JSON.parse(renderProblems([metric, orphan], 'json', plain))).toEqual({
      version: 1,
      errors: 1,
      warnings: 1,
      problems: [
        {
          code: 'metric-known',
          severity: 'error',
          message: metric.message,
          file: 'dashboards/hubble/hubble-dns.ts',
          line: 43,
          resource: 'dashboard/hubble-dns',
          item: 'Queries',
          path: '/panels/3/targets/0',
          expr: 'sum(rate(hubble_dns_query_total[5m]))',
          offset: 9,
          page: 'docs/checks/metric-known.md',
        },
        {
          code: 'dashboard-orphan',
          severity: 'warning',
          message: orphan.message,
          file: 'dashboards/hubble/hubble-dns.ts',
          resource: 'dashboard/hubble-dns',
          page: 'docs/checks/dashboard-orphan.md',
        },
      ],
    });
  });

  it('keep hostile text as it is', () => {
    const [problem] = JSON.parse(renderProblems([hostile], 'json', plain)).problems;
    expect(problem).toMatchObject({ message: hostile.message, item: hostile.place.item, expr: hostile.place.expr });
  });

  it('have their fields in one order, whatever order the place has', () => {
    const { file, resource, ...rest } = metric.place;
    const turned = { ...metric, place: { ...rest, resource, file } };
    expect(renderProblems([turned], 'json', plain)).toBe(renderProblems([metric], 'json', plain));
  });
});

describe('problems as SARIF', () => {
  const run = (problems: readonly Problem[]) =>
    JSON.parse(renderProblems(problems, 'sarif', { ...plain, rules: codes })).runs[0];

  it('list every rule, with its page', () => {
    const { rules } = run([]).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(codes.map(({ code }) => code));
    expect(rules.find(({ id }: { id: string }) => id === 'dashboard-orphan')).toEqual({
      id: 'dashboard-orphan',
      shortDescription: { text: expect.stringContaining('no other board links to') },
      help: { text: expect.stringContaining('neighbours') },
      helpUri: 'https://github.com/ciliascope/ciliascope/blob/main/docs/checks/dashboard-orphan.md',
      defaultConfiguration: { level: 'warning' },
    });
  });

  it('are results with a place in the source and in the dashboard', () => {
    const { results, tool } = run([metric, orphan]);
    expect(results[0]).toEqual({
      ruleId: 'metric-known',
      ruleIndex: tool.driver.rules.findIndex(({ id }: { id: string }) => id === 'metric-known'),
      level: 'error',
      message: { text: metric.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'dashboards/hubble/hubble-dns.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 43 },
          },
          logicalLocations: [{ fullyQualifiedName: 'dashboard/hubble-dns/panels/3/targets/0', name: 'Queries' }],
        },
      ],
      partialFingerprints: { 'finding/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect(results[1].locations[0].physicalLocation.region).toEqual({ startLine: 1 });
  });

  it('keep their fingerprint when lines and panels move', () => {
    const moved = { ...metric, place: { ...metric.place, line: 99, path: '/panels/7/targets/0' } };
    const [a, b, c] = run([metric, moved, { ...metric, message: 'another' }]).results;
    expect(a.partialFingerprints).toEqual(b.partialFingerprints);
    expect(a.partialFingerprints).not.toEqual(c.partialFingerprints);
  });

  it('have a URI for any file name', () => {
    const { uri } = run([hostile]).results[0].locations[0].physicalLocation.artifactLocation;
    expect(uri).toBe('dashboards/a%2Cb%3Ac%25/x%20y.ts');
  });

  it('give a code nobody listed a rule of its own', () => {
    const { tool, results } = run([{ ...orphan, code: 'new-code' }]);
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe('new-code');
  });
});
