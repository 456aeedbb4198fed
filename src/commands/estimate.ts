import type { Minor } from '../catalog/minor.ts';
import { EXIT, UserError } from '../errors.ts';
import { newestOf } from '../estimate/cheapest.ts';
import type { Circumstances } from '../estimate/estimate.ts';
import { estimate } from '../estimate/estimate.ts';
import { estimateReport } from '../estimate/report.ts';
import type { Shape, ShapeField } from '../estimate/shape.ts';
import { completeShape, SHAPE_FIELDS } from '../estimate/shape.ts';
import { DEFAULT_VARIETY, parseVariety } from '../estimate/variety.ts';
import { renderEstimate } from '../report/estimate/render.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import { parseHubbleMetrics } from '../settings/hubble-metrics.ts';
import { measuring } from './estimate-prometheus.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { loadProject } from './load.ts';

/** As the command line has them: numbers are still text. */
export interface EstimateOptions extends Readonly<Partial<Record<ShapeField, string>>> {
  readonly minor?: Minor;
  readonly assume: readonly string[];
  readonly days: string;
  readonly budget?: string;
  readonly prometheus?: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/**
 * Says how many series values of `hubble.metrics.enabled` make in a cluster. Without one: that of the settings.
 * @returns 1 when one of them is over the budget
 */
export async function estimateCommand(
  texts: readonly string[],
  options: EstimateOptions,
  io: CommandIo,
): Promise<number> {
  const given = shapeGiven(options);
  const variety = { ...DEFAULT_VARIETY, ...parseVariety(options.assume) };
  const days = numberOf('--days', options.days);
  const budget = options.budget === undefined ? undefined : numberOf('--budget', options.budget);
  const strings = texts.map(metricsOf);
  const { model } = await loadProject(io.projectDir);
  const candidates = strings.length > 0 ? strings : [model.settings.hubble.metrics];
  const measured = options.prometheus === undefined ? undefined : await measuring(options.prometheus, io);
  try {
    const { shape, origins } = completeShape(given, await measured?.shape());
    const minor = options.minor ?? newestOf(model);
    const circumstances: Circumstances = { shape, variety, minor, interval: model.settings.scrape.interval, days };
    const calibration = await measured?.calibration(estimate(candidates[0] ?? [], circumstances));
    const report = estimateReport(candidates, model, origins, circumstances, {
      ...(budget === undefined ? {} : { budget }),
      ...(calibration ? { calibration } : {}),
    });
    io.stdout.write(renderEstimate(report, options.format, { color: wantsColor(io.stdout, io.env) }));
    return report.over.length > 0 ? EXIT.no : EXIT.done;
  } finally {
    await measured?.close();
  }
}

function metricsOf(text: string): readonly HubbleMetric[] {
  const { metrics, faults } = parseHubbleMetrics(entriesOf(text));
  if (faults.length > 0 || metrics.length === 0) {
    throw new UserError(`"${text}" is no value of hubble.metrics.enabled`, [
      ...faults,
      "such as 'dns drop tcp', '{dns,drop}' or 'httpV2:labelsContext=source_workload\\,destination_workload'",
    ]);
  }
  return metrics;
}

/**
 * Entries as documentation has them: with `hubble.metrics.enabled=` and quotes around, in braces with escaped commas, or
 * separated by spaces. Commas that nobody escaped are those of labels: on a command line of its own no shell or Helm asks
 * for the escapes.
 */
function entriesOf(text: string): string | readonly string[] {
  const bare = text
    .trim()
    .replace(/^hubble\.metrics\.enabled=/, '')
    .replace(/^(["'])(.*)\1$/s, '$2');
  if (bare.startsWith('{')) return bare;
  return bare.includes(':') ? bare.split(/\s+/).map((entry) => entry.replaceAll('\\,', ',')) : bare;
}

function shapeGiven(options: EstimateOptions): Partial<Shape> {
  return Object.fromEntries(
    SHAPE_FIELDS.flatMap((field) => {
      const text = options[field];
      return text === undefined ? [] : [[field, numberOf(`--${field}`, text, field)] as const];
    }),
  );
}

function numberOf(option: string, text: string, field?: ShapeField): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const whole = field !== 'rollouts';
  const least = field === undefined || field === 'pairs' || field === 'rollouts' ? 0 : 1;
  if (Number.isFinite(value) && value >= least && value <= 1e7 && (!whole || Number.isInteger(value))) return value;
  throw new UserError(`${option}: "${text}" is no ${whole ? 'whole ' : ''}number from ${least} to 10,000,000`);
}
