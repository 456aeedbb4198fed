import type { ProofReport, QueryProof } from './proof.ts';
import { isProven } from './proof.ts';

/** The report as text: what is dead first, then what each dashboard costs to open. */
export function renderProof(report: ProofReport): string {
  const { queries, lanes, nodes } = report;
  const failed = queries.filter((query) => !isProven(query));
  const lines = [
    ...grouped(failed),
    ...(failed.length > 0 ? [''] : []),
    ...table(report),
    '',
    ...lanes.map(({ lane, series, samples, milliseconds }) => {
      const name = lane === 'mixed' ? 'all minors side by side' : `Cilium ${lane}`;
      return `${name}: ${nodes} nodes, ${number(series)} series, ${number(samples)} samples, ${(milliseconds / 1000).toFixed(1)} s`;
    }),
    failed.length === 0
      ? `proven: ${number(queries.length)} queries return data`
      : `not proven: ${number(failed.length)} of ${number(queries.length)} queries`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One entry per query and hint, with the lanes it fails in. */
function grouped(failed: readonly QueryProof[]): readonly string[] {
  const groups = Map.groupBy(failed, ({ dashboard, item, expr, hint }) => `${dashboard}\n${item}\n${expr}\n${hint}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { dashboard, item, verdict, file, line, expr, hint, fault } = first;
    const place = line === undefined ? file : `${file}:${line}`;
    const lanes = group.map(({ lane }) => lane).join(', ');
    return [
      `${verdict}  ${dashboard} "${item}"  ${place}  Cilium ${lanes}${fault ? `, fault ${fault}` : ''}`,
      `      ${expr.replace(/\s+/g, ' ')}`,
      ...(hint ? [`      ${hint}`] : []),
    ];
  });
}

const HEAD = [
  'dashboard',
  'queries',
  'alive',
  'in fault',
  'with feature',
  'not proven',
  'samples on open',
  'ms on open',
];

/** A row per dashboard: verdicts over all lanes, costs of the dearest one. */
function table({ queries, costs }: ProofReport): readonly string[] {
  const boards = [...Map.groupBy(queries, ({ dashboard }) => dashboard)];
  const rows = boards.map(([dashboard, group]) => {
    const count = (...verdicts: readonly string[]) =>
      number(group.filter(({ verdict }) => verdicts.includes(verdict)).length);
    const own = costs.filter((cost) => cost.dashboard === dashboard && cost.lane !== 'mixed');
    return [
      dashboard,
      number(group.length),
      count('alive'),
      count('alive-in-fault'),
      count('alive-with-feature'),
      count('dead', 'refused'),
      number(Math.max(0, ...own.map(({ samplesOnOpen }) => samplesOnOpen))),
      number(Math.max(0, ...own.map(({ millisecondsOnOpen }) => millisecondsOnOpen))),
    ];
  });
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [HEAD, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
