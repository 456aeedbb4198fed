import type { Json } from '../model/dashboard.ts';
import type { Finding } from './check.ts';
import { dashboardCheck } from './check.ts';
import { asObject, placeOf, pointTo, visit } from './support/board-json.ts';

/** Every board carries it: the drop-down of all boards lists by this tag, and the publisher knows its own by it. */
const PRODUCT_TAG = 'ciliascope';

/** The newest classic schema that Grafana 12.0 knows; servers refuse a newer one than their own. */
const NEWEST_SCHEMA = 41;

export const dashboardModel = dashboardCheck({
  code: 'dashboard-model',
  severity: 'error',
  summary:
    'A board tied to one Grafana (a data source, an export dialog, a time zone, a newer schema) breaks or misleads in every other.',
  remediation:
    'Leave what the compiler sets as it is: read-only, the time zone of the browser or UTC, the product tag, and every query on `${datasource}`.',
  *check(dashboard) {
    const { json } = dashboard;
    if (json['editable'] !== false)
      yield at('/editable', 'the board is editable: what is saved in Grafana is lost with the next publish');
    if (json['timezone'] !== 'browser' && json['timezone'] !== 'utc') {
      yield at('/timezone', `time zone ${JSON.stringify(json['timezone'] ?? '')} is neither browser nor utc`);
    }
    if (!dashboard.tags.includes(PRODUCT_TAG) || !JSON.stringify(json['tags'] ?? []).includes(`"${PRODUCT_TAG}"`)) {
      yield at('/tags', `the tag "${PRODUCT_TAG}" is missing: the drop-down of all boards lists by it`);
    }
    for (const key of ['__inputs', '__requires']) {
      if (key in json) yield at(`/${key}`, `${key} is left over from an export: provisioning does not fill it in`);
    }
    const schema = json['schemaVersion'];
    if (typeof schema !== 'number' || schema > NEWEST_SCHEMA) {
      yield at(
        '/schemaVersion',
        `schemaVersion ${String(schema)} is refused by Grafana 12.0; ${NEWEST_SCHEMA} is the newest it knows`,
      );
    }
    const fixed: Finding[] = [];
    visit(json, (key, value, pointer) => {
      if (key !== 'datasource' || isTemplated(value) || isBuiltIn(json, pointer)) return;
      const panel = dashboard.panels.find(({ path }) => pointer.startsWith(`${path}/`));
      const place = panel ? { ...placeOf(dashboard, panel.path), path: pointer } : { path: pointer };
      fixed.push({ message: `data source ${JSON.stringify(value)} is fixed: use \${datasource}`, place });
    });
    yield* fixed;
  },
});

function at(path: string, message: string): Finding {
  return { message, place: { path } };
}

function isTemplated(datasource: Json): boolean {
  const { type, uid } = asObject(datasource);
  return type === 'prometheus' && uid === '${datasource}';
}

/** Grafana's own annotation of alert states, which every stored dashboard holds. */
function isBuiltIn(json: Json, pointer: string): boolean {
  return asObject(pointTo(json, pointer.replace(/\/datasource$/, '')))['builtIn'] === 1;
}
