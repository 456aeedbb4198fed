import type { Json, JsonObject, Panel } from '../model/dashboard.ts';
import { panelCheck } from './check.ts';
import { asObject, objectsIn, panelJson } from './support/board-json.ts';

export const panelThresholds = panelCheck({
  code: 'panel-thresholds',
  severity: 'error',
  summary:
    'Thresholds out of order colour a value by the wrong step, and a tile without them cannot say good from bad.',
  remediation:
    'Write the base step first, without `from`, then steps of rising `from`. Gauges, state timelines and tiles that show a fault need thresholds.',
  *check(panel, dashboard) {
    const { defaults, overrides } = asObject(panelJson(dashboard, panel)['fieldConfig']);
    const all = [asObject(defaults)['thresholds'], ...objectsIn(overrides).flatMap(thresholdsIn)];
    for (const thresholds of all) {
      if (thresholds !== undefined)
        yield* faultsOf(objectsIn(asObject(thresholds)['steps'])).map((message) => ({ message }));
    }
    if (!needsThresholds(panel)) return;
    const steps = objectsIn(asObject(asObject(defaults)['thresholds'])['steps']);
    const coloured = steps.length > 1 || objectsIn(asObject(defaults)['mappings']).length > 0;
    if (!coloured) yield { message: `this ${panel.type} has no thresholds: every value has the same colour` };
  },
});

function thresholdsIn(override: JsonObject): readonly (Json | undefined)[] {
  return objectsIn(override['properties'])
    .filter(({ id }) => id === 'thresholds')
    .map(({ value }) => value);
}

function faultsOf(steps: readonly JsonObject[]): readonly string[] {
  const [base, ...rest] = steps.map(({ value }) => value);
  if (base !== null)
    return [
      steps.length === 0
        ? 'the list of thresholds is empty'
        : 'the first threshold must be the base step, without `from`',
    ];
  return rest.flatMap((value, index) => {
    const before = index === 0 ? Number.NEGATIVE_INFINITY : rest[index - 1];
    if (typeof value !== 'number') return [`threshold ${index + 2} has no \`from\`: only the base step has none`];
    return typeof before === 'number' && value <= before
      ? [`threshold ${value} stands after ${before}: steps must rise`]
      : [];
  });
}

/** A gauge and a state timeline are nothing but their colours; a tile that is empty in health shows a fault. */
function needsThresholds({ type, queries }: Panel): boolean {
  if (type === 'gauge' || type === 'state-timeline') return true;
  return type === 'stat' && queries.some(({ emptyInHealth }) => emptyInHealth !== undefined);
}
