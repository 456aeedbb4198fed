import type { Estimate } from '../../estimate/estimate.ts';
import type { EstimateReport } from '../../estimate/report.ts';
import { plural } from '../plural.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';

/** An estimate for a terminal: what was assumed, each value with its handlers, then how they compare. */
export function estimateText(report: EstimateReport, style: Style): string {
  return [
    shapeText(report, style),
    ...report.candidates.map((candidate, index) => candidateText(candidate, index, report, style)),
    comparisonText(report, style),
    calibrationText(report, style),
    assumptionsText(report, style),
    verdictText(report, style),
  ].join('');
}

export function rounded(value: number): string {
  if (value < 1000) return String(Math.round(value));
  // three digits: more would pretend to know
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
  return (Math.round(value / scale) * scale).toLocaleString('en');
}

function shapeText({ shape, origins, minor, interval }: EstimateReport, style: Style): string {
  const parts = Object.entries(shape).map(([field, value]) => {
    const { kind, how } = origins[field as keyof typeof shape];
    return `  ${field.padEnd(10)} ${value.toLocaleString('en').padStart(8)}  ${style.faint(kind === 'given' ? '' : kind === 'measured' ? how : `assumed: ${how}`)}`;
  });
  return `${style.strong('cluster')}, Cilium ${minor}, scraped every ${interval} s\n${parts.map((line) => `${line.trimEnd()}\n`).join('')}`;
}

function candidateText(candidate: Estimate, index: number, { candidates, days }: EstimateReport, style: Style): string {
  const title = candidates.length === 1 ? 'hubble.metrics.enabled' : `${index + 1}`;
  const rows = candidate.handlers.flatMap((handler) => [
    [handler.name, handler.series, handler.newPerDay, handler.afterDays] as const,
    ...handler.families.map(
      (family) => [`  ${family.name}`, family.series, family.newPerDay, family.afterDays] as const,
    ),
  ]);
  const width = Math.max(7, ...rows.map(([name]) => name.length));
  const line = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(14)).join('')}\n`;
  return [
    `\n${style.strong(title)}  ${printable(candidate.text)}\n`,
    style.faint(line('', ['series', 'new a day', `after ${days} d`])),
    ...rows.map(([name, ...cells]) => line(name, cells.map(rounded))),
    line('all', [candidate.series, candidate.newPerDay, candidate.afterDays].map(rounded)),
    `  ${rounded(candidate.samplesPerSecond)} samples a second`,
    candidate.leakPerRollout > 0
      ? `; ${style.warning(`each rollout of a workload leaves ${rounded(candidate.leakPerRollout)} series behind until its agents restart`)}\n`
      : candidate.afterDays > candidate.series * 1.01
        ? '; rollouts leave no series of dead pods behind, it grows as workloads reach more nodes\n'
        : '; rollouts leave nothing behind\n',
  ].join('');
}

function comparisonText({ candidates, cheapest, needless }: EstimateReport, style: Style): string {
  const [first, ...others] = candidates;
  const lines = others.map((other, index) => {
    const ratio = first && other.series > 0 ? first.series / other.series : 1;
    const words = ratio >= 1 ? `${ratio.toFixed(1)} times fewer series` : `${(1 / ratio).toFixed(1)} times more series`;
    return `  ${index + 2} makes ${words} than 1\n`;
  });
  const spare = needless.map((line) => `  ${printable(line)}\n`);
  const same = candidates.some(({ text }) => text === cheapest.text);
  return [
    ...(lines.length > 0 ? [`\n${style.strong('compared')}\n`, ...lines] : []),
    ...(spare.length > 0 ? [`\n${style.strong('spare')}, as far as our boards and alerts go\n`, ...spare] : []),
    same
      ? ''
      : `\n${style.strong('cheapest that feeds all boards and alerts')}: ${rounded(cheapest.series)} series, ${rounded(cheapest.samplesPerSecond)} samples a second\n  ${cheapest.text.split(' ').join('\n  ')}\n`,
  ].join('');
}

function calibrationText({ calibration, candidates }: EstimateReport, style: Style): string {
  if (!calibration) return '';
  const width = Math.max(0, ...calibration.rows.map(({ family }) => family.length));
  const rows = calibration.rows.map(({ family, real, estimated, factor }) => {
    const words = factor === undefined ? (real === 0 ? 'not there' : 'not estimated') : `x ${factor.toFixed(2)}`;
    return `  ${family.padEnd(width)}${rounded(real).padStart(14)}${rounded(estimated).padStart(14)}  ${words}\n`;
  });
  return [
    `\n${style.strong('counted')} in ${printable(calibration.source)}, against ${candidates.length === 1 ? 'the value above' : 'value 1'}: the factor means something where that is what runs there\n`,
    style.faint(`  ${''.padEnd(width)}${'counted'.padStart(14)}${'estimated'.padStart(14)}\n`),
    ...rows,
    ...(calibration.factor === undefined
      ? []
      : [`  all: x ${calibration.factor.toFixed(2)}; the figures above are without that factor\n`]),
  ].join('');
}

function assumptionsText({ assumptions, formulas }: EstimateReport, style: Style): string {
  const width = Math.max(...assumptions.map(({ name }) => name.length));
  return [
    `\n${style.strong('assumed')} of traffic; replace with --assume name=number\n`,
    ...assumptions.map(
      ({ name, value, meaning }) => `  ${name.padEnd(width)} ${String(value).padStart(6)}  ${meaning}\n`,
    ),
    `\n${style.strong('counted like this')}\n`,
    ...formulas.map(({ family, formula, source }) => `  ${family}: ${formula}\n    ${style.faint(source)}\n`),
  ].join('');
}

function verdictText({ budget, over }: EstimateReport, style: Style): string {
  if (budget === undefined) return '';
  if (over.length === 0) return `\nwithin the budget of ${budget.toLocaleString('en')} series\n`;
  return over
    .map(
      ({ index, series, drop }) =>
        `\n${style.error('over')} the budget of ${budget.toLocaleString('en')} series: ${index + 1} makes ${rounded(series)}; without ${drop.join(', ')} it would be within\n`,
    )
    .join('')
    .concat(`${plural(over.length, 'value')} over budget\n`);
}
