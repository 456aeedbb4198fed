import { isDeepStrictEqual } from 'node:util';
import { dashboardChanges } from '../diff/dashboard/dashboard-changes.ts';
import { panelChanges } from '../diff/dashboard/panel-changes.ts';
import type { PanelView } from '../diff/dashboard/panels.ts';
import { pairPanels, panelsOf } from '../diff/dashboard/panels.ts';
import { canonicalDashboard } from '../model/canonical-dashboard.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { BoardComparison, PanelChange } from './comparison.ts';
import { boardView, sectionsOf } from './layout.ts';

/** Two versions of a board, panel by panel, in the words of the review; undefined stands for the side that has none. */
export function compareBoards(uid: string, before?: JsonObject, after?: JsonObject, folder = ''): BoardComparison {
  const panels = changesOfPanels(before, after);
  const about = {
    uid,
    panels,
    ...(before ? { before: boardView(before, folder) } : {}),
    ...(after ? { after: boardView(after, folder) } : {}),
  };
  if (!before || !after) return { ...about, status: before ? 'removed' : 'added', words: [] };
  const words = dashboardChanges(before, after)
    .filter(({ panel, layout }) => panel === undefined && !layout)
    .map(({ subject, text }) => (subject === 'dashboard' ? text : `${subject}: ${text}`));
  const same = words.length === 0 && panels.every(({ status }) => status === 'same');
  return { ...about, status: same ? 'same' : 'changed', words };
}

/** In the order of the new board, what is gone at the end. */
function changesOfPanels(before: JsonObject | undefined, after: JsonObject | undefined): readonly PanelChange[] {
  const [old, young] = [viewsOf(before), viewsOf(after)];
  const partners = new Map(pairPanels([...old.keys()], [...young.keys()]).map(([a, b]) => [b, a]));
  const kept = new Set(partners.values());
  return [
    ...[...young].map(([view, key]): PanelChange => {
      const partner = partners.get(view);
      if (!partner) return { after: key, status: 'added', words: [] };
      const keys = { ...optional('before', old.get(partner)), after: key };
      const words = panelChanges([partner, view]).map(({ text }) => text);
      if (words.length > 0) return { ...keys, status: 'changed', words };
      const moved = !isDeepStrictEqual(partner.json['gridPos'], view.json['gridPos']);
      return { ...keys, status: moved ? 'moved' : 'same', words: [] };
    }),
    ...[...old]
      .filter(([view]) => !kept.has(view))
      .map(([, key]): PanelChange => ({ before: key, status: 'removed', words: [] })),
  ];
}

const optional = (name: 'before', key: string | undefined) => (key === undefined ? {} : { [name]: key });

/** Panels as the review sees them, each with the key it has on the page. */
function viewsOf(json: JsonObject | undefined): ReadonlyMap<PanelView, string> {
  if (!json) return new Map();
  // the canonical form has the same panels in the same places
  const views = panelsOf(canonicalDashboard(json) as JsonObject);
  const shown = panelsOf(json);
  const keys = new Map(
    sectionsOf(json)
      .flatMap(({ row, panels }) => [...(row ? [row] : []), ...panels])
      .map((one) => [one.json, one.key]),
  );
  const places = new Map(shown.map(({ json: panel }, index) => [panel, index]));
  return new Map(
    [...keys].flatMap(([panel, key]): [PanelView, string][] => {
      const view = views[places.get(panel) ?? -1];
      return view ? [[view, key]] : [];
    }),
  );
}
