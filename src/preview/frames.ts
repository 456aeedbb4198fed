import type { ResultSeries, ResultValue, TargetResult } from '../model/results.ts';
import type { PanelView, TargetView } from './board.ts';
import type { FieldConfig } from './field.ts';
import { fieldConfigOf } from './field.ts';
import { legendText } from './legends.ts';
import type { Values } from './reducers.ts';

/** A series of a panel, ready to be drawn. */
export interface SeriesField {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly refId: string;
  /** Place among the series of the panel. */
  readonly index: number;
  /** Seconds since the epoch, one per value. */
  readonly times: readonly number[];
  readonly values: Values;
  readonly config: FieldConfig;
}

/** All series of a panel with their names and configs. */
export function seriesOf(panel: PanelView, results: readonly TargetResult[]): readonly SeriesField[] {
  const targets = new Map(panel.targets.map((target) => [target.refId, target]));
  const alone = results.reduce((count, { series }) => count + series.length, 0) === 1;
  return results
    .flatMap((result) => result.series.map((series) => ({ result, series })))
    .map(({ result, series }, index) => field(panel, targets.get(result.refId), { result, series, index, alone }));
}

interface Origin {
  readonly result: TargetResult;
  readonly series: ResultSeries;
  readonly index: number;
  readonly alone: boolean;
}

function field(
  panel: PanelView,
  target: TargetView | undefined,
  { result, series, index, alone }: Origin,
): SeriesField {
  const { refId, start, step } = result;
  const plain = legendText(target?.legend ?? '', series.labels, { alone, expr: target?.expr ?? '' });
  const config = fieldConfigOf(panel.fieldConfig, { name: plain, refId, kind: 'number' });
  return {
    name: config.displayName === undefined ? plain : displayName(config.displayName, series.labels, plain),
    labels: series.labels,
    refId,
    index,
    times: series.values.map((_, at) => start + at * step),
    values: series.values.map(numberIn),
    config,
  };
}

/** `${__field.labels.node}` and `${__field.name}` are filled in. */
function displayName(pattern: string, labels: SeriesField['labels'], name: string): string {
  return pattern
    .replaceAll(/\$\{__field\.labels\.(\w+)\}/g, (_, label: string) => labels[label] ?? '')
    .replaceAll(/\$\{__(field\.(name|displayName)|series\.name)\}/g, () => name);
}

export function numberIn(value: ResultValue): number | null {
  if (value === '+Inf') return Number.POSITIVE_INFINITY;
  if (value === '-Inf') return Number.NEGATIVE_INFINITY;
  return value;
}

/** Why a panel shows nothing or less than there is: refused queries, series left out. */
export function remarksOn(results: readonly TargetResult[]): readonly string[] {
  return results.flatMap(({ refId, error, more, series }) => [
    ...(error === undefined ? [] : [`${refId}: ${error}`]),
    ...(more > 0 ? [`${series.length} of ${series.length + more} series of query ${refId} are shown`] : []),
  ]);
}
