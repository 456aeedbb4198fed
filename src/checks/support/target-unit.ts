import type { Dashboard, JsonObject, Panel } from '../../model/dashboard.ts';
import { asObject, asText, objectsIn, panelJson } from './board-json.ts';

/** How the values of one query are shown. */
export interface TargetUnit {
  /** Heading of its table column, when the panel is a table that shows it. */
  readonly column?: string;
  readonly unit?: string;
  /** Overrides match by names that are only known with data: the unit may be another. */
  readonly unsure: boolean;
  readonly hidden: boolean;
}

/** Unit of each query of a panel: that of an override that matches it, else the panel's. */
export function targetUnits(dashboard: Dashboard, panel: Panel): readonly TargetUnit[] {
  const json = panelJson(dashboard, panel);
  const { defaults, overrides } = asObject(json['fieldConfig']);
  const own = asText(asObject(defaults)['unit']) || undefined;
  const withUnit = objectsIn(overrides).filter((override) => unitIn(override) !== undefined);
  const targets = objectsIn(json['targets']);
  return targets.map((target) => {
    const refId = asText(target['refId']);
    const field = targets.length > 1 ? `Value #${refId}` : 'Value';
    const column = panel.type === 'table' ? columnOf(json, field) : undefined;
    const names = [field, `Value #${refId}`, column, asText(target['legendFormat'])].filter(
      (name) => name !== undefined && name !== '',
    );
    const match = withUnit.find(({ matcher }) => matches(asObject(matcher), refId, names));
    const unit = match ? unitIn(match) : own;
    return {
      ...(column === undefined ? {} : { column }),
      ...(unit === undefined ? {} : { unit }),
      unsure: match === undefined && withUnit.length > 0 && panel.type !== 'table',
      hidden: panel.type === 'table' && column === undefined,
    };
  });
}

function matches(matcher: JsonObject, refId: string, names: readonly (string | undefined)[]): boolean {
  const options = asText(matcher['options']);
  if (matcher['id'] === 'byFrameRefID') return options === refId;
  if (matcher['id'] === 'byName') return names.includes(options);
  const [, pattern, flags] = /^\/(.*)\/(\w*)$/s.exec(options) ?? [];
  try {
    return pattern !== undefined && names.some((name) => new RegExp(pattern, flags).test(name ?? ''));
  } catch {
    return false;
  }
}

function unitIn(override: JsonObject): string | undefined {
  return asText(objectsIn(override['properties']).find(({ id }) => id === 'unit')?.['value']) || undefined;
}

/** Heading of a value column; undefined when the table filters it out. */
function columnOf(json: JsonObject, field: string): string | undefined {
  const transformations = objectsIn(json['transformations']);
  const options = (id: string) => asObject(transformations.find((one) => one['id'] === id)?.['options']);
  const { names } = asObject(options('filterFieldsByName')['include']);
  if (Array.isArray(names) && !names.includes(field)) return undefined;
  return asText(asObject(options('organize')['renameByName'])[field]) || field;
}
