import { nearest } from '../catalog/nearest.ts';
import { panelCheck } from './check.ts';
import { asObject, objectsIn, panelJson } from './support/board-json.ts';
import { targetUnits } from './support/target-unit.ts';
import { isKnownUnit, unitIds } from './support/units.ts';

export const panelUnit = panelCheck({
  code: 'panel-unit',
  severity: 'error',
  summary:
    'A number without a unit can be read as seconds, bytes or packets; an id Grafana does not know is printed behind the number as it is.',
  remediation:
    'Set `unit` to an id of Grafana (`s`, `percentunit`, `pps`, `binBps`; `none` for a plain count), or to `suffix: text`.',
  *check(panel, dashboard) {
    const { defaults } = asObject(panelJson(dashboard, panel)['fieldConfig']);
    const units = targetUnits(dashboard, panel);
    for (const unit of new Set([panel.unit, ...units.map((target) => target.unit)])) {
      if (unit === undefined || isKnownUnit(unit)) continue;
      const [near] = nearest(unit, unitIds());
      yield {
        message: `"${unit}" is no unit Grafana knows${near ? `; near it: ${near}` : `; for text behind the number write "suffix: ${unit}"`}`,
      };
    }
    // mappings turn numbers into words
    if (panel.hasOwnUnits || objectsIn(asObject(defaults)['mappings']).length > 0) return;
    for (const { unit, column, unsure, hidden } of units) {
      if (unit !== undefined || unsure || hidden) continue;
      yield {
        message:
          column === undefined
            ? 'the panel shows numbers without a unit'
            : `column "${column}" shows numbers without a unit`,
      };
      if (column === undefined) return;
    }
  },
});
