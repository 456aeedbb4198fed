import { numberOf, objectOf, textOf } from '../board.ts';
import type { FieldConfig } from '../field.ts';
import { formatTick } from '../units.ts';
import { axisLook, widthFor } from './plot.ts';

/** Fields that agree in this share an axis. */
export function scaleKey({ unit = '', min, max, custom }: FieldConfig): string {
  const distribution = objectOf(custom['scaleDistribution'])['type'];
  return JSON.stringify([
    unit,
    min,
    max,
    custom['axisPlacement'],
    distribution,
    custom['axisSoftMin'],
    custom['axisLabel'],
  ]);
}

/** Scale of an axis: hard ends where the panel has them, soft ones that values may pass, a tenth of air else. */
export function scaleOf({ min, max, decimals, custom }: FieldConfig): uPlot.Scale {
  const distribution = objectOf(custom['scaleDistribution']);
  const [softMin, softMax] = [numberOf(custom['axisSoftMin']), numberOf(custom['axisSoftMax'])];
  if (distribution['type'] === 'log') {
    const log = numberOf(distribution['log']) === 2 ? 2 : 10;
    return { distr: 3, log, range: (_, low, high) => (low > 0 ? uPlot.rangeLog(low, high, log, true) : [0.1, 1]) };
  }
  return {
    range: (_, low, high) => {
      if (low === null || high === null) return [min ?? 0, max ?? 1];
      const [first, last] = uPlot.rangeNum(low, high, {
        min: { pad: 0.1, ...(softMin === undefined ? { soft: 0, mode: 3 } : { soft: softMin, mode: 1 }) },
        max: { pad: 0.1, ...(softMax === undefined ? { soft: 0, mode: 3 } : { soft: softMax, mode: 1 }) },
      });
      const from = min ?? first ?? 0;
      const to = max ?? last ?? 1;
      if (decimals === 0) return [Math.floor(from), Math.max(Math.floor(from) + 1, Math.ceil(to))];
      return from < to ? [from, to] : [from, from + 1];
    },
  };
}

/** The axis of a scale: the first one left and the others right, unless the panel says where. */
export function valueAxis(scale: string, config: FieldConfig, index: number): uPlot.Axis {
  const placement = textOf(config.custom['axisPlacement']) || 'auto';
  const right = placement === 'right' || (placement === 'auto' && index > 0);
  const label = textOf(config.custom['axisLabel']);
  const look = axisLook();
  return {
    ...look,
    ...(index > 0 ? { grid: { show: false } } : {}),
    ...(label ? { label, labelSize: 18, labelFont: '11px system-ui, sans-serif' } : {}),
    scale,
    show: placement !== 'hidden',
    side: right ? 1 : 3,
    space: 28,
    size: (_, labels) => widthFor(labels),
    values: (_, splits, __, ___, increment) =>
      splits.map((value) => (value === null ? '' : formatTick(value, config.unit, increment, config.decimals))),
  };
}
