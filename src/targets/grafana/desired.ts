import { canonicalDashboard } from '../../model/canonical-dashboard.ts';
import type { Json, JsonObject } from '../../model/dashboard.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Desired } from '../../plan/resource.ts';
import type { GrafanaTarget } from '../../settings/targets.ts';
import { folderId, segments } from './folder-path.ts';

/** What a Grafana needs of a compiled dashboard. */
export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly json: JsonObject;
}

/** Folders from the top down, then the boards, as this Grafana is to hold them. */
export function grafanaDesired(
  boards: readonly Board[],
  { folders = {}, datasource }: Pick<GrafanaTarget, 'folders' | 'datasource'>,
): readonly Desired[] {
  const pathOf = ({ folder }: Board) => segments(folders[folder] ?? folder);
  const paths = new Set(
    boards.flatMap((board) => pathOf(board).map((_, depth, all) => all.slice(0, depth + 1).join('/'))),
  );
  return [
    ...[...paths].sort((a, b) => segments(a).length - segments(b).length || (a < b ? -1 : 1)).map(folder),
    ...boards.map((board) => dashboard(board, pathOf(board).join('/'), datasource)),
  ];
}

function folder(path: string): Desired {
  const all = segments(path);
  const title = all.at(-1) ?? path;
  const parent = all.slice(0, -1).join('/');
  const content = { title };
  return {
    id: folderId(path),
    kind: 'folder',
    title,
    ...(parent ? { parent: folderId(parent) } : {}),
    content,
    checksum: checksum(content),
  };
}

function dashboard({ uid, title, json }: Board, path: string, datasource: string | undefined): Desired {
  const content = datasource === undefined ? json : withDatasource(json, datasource);
  return {
    id: `dashboard/${uid}`,
    kind: 'dashboard',
    title,
    ...(path ? { parent: folderId(path) } : {}),
    content,
    checksum: checksum(canonicalDashboard(content)),
  };
}

/** Sets what the data source variables offer first. */
function withDatasource(json: JsonObject, datasource: string): JsonObject {
  const templating = (json['templating'] ?? {}) as { readonly list?: readonly JsonObject[] };
  const list = (templating.list ?? []).map(
    (variable): JsonObject =>
      variable['type'] === 'datasource' ? { ...variable, current: { text: datasource, value: datasource } } : variable,
  );
  return { ...json, templating: { ...templating, list: list as readonly Json[] } };
}
