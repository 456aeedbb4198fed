import type { FieldOverride, ThresholdStep, ValueMapping } from '../../define/panel.ts';
import type { Json, JsonObject } from '../../model/dashboard.ts';
import type { KeptVariables } from '../links.ts';
import { dataLink } from '../links.ts';

/** Thresholds as Grafana stores them: the base step's value is null. */
export function thresholdSteps(steps: readonly ThresholdStep[]): JsonObject {
  return { mode: 'absolute', steps: steps.map(({ from, color }) => ({ color, value: from ?? null })) };
}

/** Value mappings in Grafana's form: equal values share one object, each range is its own. */
export function valueMappings(mappings: readonly ValueMapping[]): readonly JsonObject[] {
  const values = mappings.filter((mapping) => 'value' in mapping);
  const options = Object.fromEntries(
    values.map(({ value, text, color }, index) => [value, { text, index, ...(color ? { color } : {}) }]),
  );
  const ranges = mappings
    .filter((mapping) => 'from' in mapping)
    .map(({ from, to, text, color }, index) => ({
      type: 'range',
      options: { from, to, result: { text, index: values.length + index, ...(color ? { color } : {}) } },
    }));
  return [...(values.length > 0 ? [{ type: 'value', options }] : []), ...ranges];
}

/** One override: which fields, and the properties that differ. */
export function fieldOverride(override: FieldOverride, kept: KeptVariables): JsonObject {
  return { matcher: matcher(override.match), properties: properties(override, kept) };
}

function matcher(match: FieldOverride['match']): JsonObject {
  if (typeof match !== 'string') return { id: 'byFrameRefID', options: match.refId };
  return { id: match.startsWith('/') ? 'byRegexp' : 'byName', options: match };
}

function properties(override: FieldOverride, kept: KeptVariables): readonly JsonObject[] {
  const set = (id: string, value: Json | undefined): JsonObject[] => (value === undefined ? [] : [{ id, value }]);
  const { color, links, cell, thresholds } = override;
  // thresholds colour nothing while the field takes its colour from a palette
  const byThreshold = thresholds && { mode: 'thresholds' };
  return [
    ...set('displayName', override.displayName),
    ...set('unit', override.unit),
    ...set('decimals', override.decimals),
    ...set('color', color === undefined ? byThreshold : { mode: 'fixed', fixedColor: color }),
    ...set('custom.transform', override.negative ? 'negative-Y' : undefined),
    ...set('custom.axisPlacement', override.axisRight ? 'right' : undefined),
    ...set('custom.lineStyle', override.dashed ? { fill: 'dash', dash: [8, 8] } : undefined),
    ...set('custom.width', override.width),
    ...set('custom.cellOptions', cell && (cell === 'gauge' ? { type: 'gauge', mode: 'gradient' } : { type: cell })),
    ...set('thresholds', thresholds && thresholdSteps(thresholds)),
    ...set(
      'links',
      links?.map((link) => dataLink(link, kept)),
    ),
  ];
}
