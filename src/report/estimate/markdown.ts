import type { EstimateReport } from '../../estimate/report.ts';
import { code, inline } from '../markdown-text.ts';
import { rounded } from './text.ts';

/** An estimate for an issue or a pull request. */
export function estimateMarkdown(report: EstimateReport): string {
  const { shape, minor, interval, days, candidates, cheapest, budget, over } = report;
  const cluster = Object.entries(shape).map(([field, value]) => `${value.toLocaleString('en')} ${field}`);
  const rows = candidates.flatMap((candidate, index) => [
    ...candidate.handlers.map(
      ({ name, series, newPerDay, afterDays }) =>
        `| ${index + 1} | ${code(name)} | ${rounded(series)} | ${rounded(newPerDay)} | ${rounded(afterDays)} |\n`,
    ),
    `| ${index + 1} | all | ${rounded(candidate.series)} | ${rounded(candidate.newPerDay)} | ${rounded(candidate.afterDays)} |\n`,
  ]);
  return [
    `### Series of Hubble\n\nCilium ${minor}, scraped every ${interval} s: ${cluster.join(', ')}.\n\n`,
    ...candidates.map(({ text }, index) => `${index + 1}. ${code(text)}\n`),
    `\n| value | handler | series | new a day | after ${days} d |\n|---|---|---:|---:|---:|\n`,
    ...rows,
    `\nCheapest that feeds all boards and alerts: ${rounded(cheapest.series)} series.\n\n${code(cheapest.text)}\n`,
    ...over.map(
      ({ index, series, drop }) =>
        `\nOver the budget of ${rounded(budget ?? 0)} series: ${index + 1} makes ${rounded(series)}; without ${inline(drop.join(', '))} it would be within.\n`,
    ),
  ].join('');
}
