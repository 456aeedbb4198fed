import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nearest } from '../catalog/nearest.ts';
import { EXIT, UserError } from '../errors.ts';
import type { Dashboard } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import { alertViews, sloViews } from '../preview/alert-views.ts';
import type { BoardComparison } from '../preview/comparison.ts';
import { boardView } from '../preview/layout.ts';
import { pluralOf } from '../preview/numbers.ts';
import type { PageData } from '../preview/page-data.ts';
import type { EngineName } from '../scenario/engines.ts';
import { findEngine } from '../scenario/engines.ts';
import type { CommandIo } from './io.ts';
import { loadProject } from './load.ts';
import { boardsOfBase, comparedBoards } from './preview-base.ts';
import { assertOurs, pageOf, writePage } from './preview-page.ts';
import type { ValuesFor, ValuesFrom } from './preview-results.ts';
import { valuesFor } from './preview-results.ts';
import { watchPreview } from './preview-watch.ts';

export interface PreviewOptions extends ValuesFrom {
  /** File to write, relative to the project. */
  readonly out: string;
  /** Commit or folder to compare with. */
  readonly base?: string;
  /** uids of the boards to show; all when left out. */
  readonly only?: readonly string[];
  readonly watch: boolean;
  /** The page is to be served by `--watch`. */
  readonly reloads?: boolean;
}

/** Writes the boards, SLOs and alerts as one HTML file that needs nothing else. */
export async function previewCommand(
  options: PreviewOptions,
  io: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined = findEngine,
): Promise<number> {
  if (options.prometheus !== undefined && options.synthetic !== undefined) {
    throw new UserError('--prometheus and --synthetic exclude each other', ['values come from one of them']);
  }
  if (options.watch) return watchPreview(options, io);
  const path = resolve(io.projectDir, options.out);
  assertOurs(path);
  const { model, problems } = await loadProject(io.projectDir);
  if (problems.length > 0) {
    throw new UserError(
      'the content does not compile',
      problems.map(({ place, message }) => `${place.file}:${place.line ?? 1} ${message}`),
    );
  }
  const data = await dataOf(model, options, io, find);
  const page = pageOf(data, options.reloads === true);
  writePage(path, page);
  const panels = data.boards
    .flatMap(({ sections }) => sections)
    .reduce((sum, section) => sum + section.panels.length, 0);
  const size = `${(Buffer.byteLength(page) / 1e6).toFixed(1)} MB`;
  const counts = [pluralOf(data.boards.length, 'board'), pluralOf(panels, 'panel'), size];
  io.stdout.write(`${options.out}: ${counts.join(', ')}\n${pathToFileURL(path).href}\n`);
  return EXIT.done;
}

async function dataOf(
  model: Model,
  options: PreviewOptions,
  io: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined,
): Promise<PageData> {
  const dashboards = chosen(model.dashboards, options.only);
  const comparison = options.base === undefined ? undefined : comparisonWith(options.base, dashboards, options, io);
  const wanted = [...dashboards.map(({ json }): ValuesFor => ({ side: 'after', json })), ...(comparison?.wanted ?? [])];
  const results = await valuesFor(wanted, options, model, io, find);
  const uids = new Set(dashboards.map(({ uid }) => uid));
  const alerts = alertViews(model).map(({ panel, ...alert }) => ({
    ...alert,
    ...(panel && uids.has(panel.uid) ? { panel } : {}),
  }));
  return {
    title: 'Cilium and Hubble observability',
    boards: dashboards.map(({ json, folder }) => boardView(json, folder)),
    slos: sloViews(model.slos),
    alerts,
    incidents: model.incidents.length,
    ...(results ? { results } : {}),
    ...(comparison ? { comparison: { base: comparison.base, boards: comparison.boards } } : {}),
  };
}

function chosen(dashboards: readonly Dashboard[], only: readonly string[] | undefined): readonly Dashboard[] {
  if (!only) return dashboards;
  const uids = dashboards.map(({ uid }) => uid);
  for (const uid of only) {
    if (uids.includes(uid)) continue;
    const near = nearest(uid, uids);
    throw new UserError(`no board has the uid "${uid}"`, [
      ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
      `known: ${uids.join(', ')}`,
    ]);
  }
  return dashboards.filter(({ uid }) => only.includes(uid));
}

/** The boards beside those of the base, and what of the base is to be drawn with values: what changed. */
function comparisonWith(base: string, dashboards: readonly Dashboard[], { only }: PreviewOptions, io: CommandIo) {
  const { name, boards: before } = boardsOfBase(base, io.projectDir);
  const kept = new Map([...before].filter(([uid]) => only?.includes(uid) ?? true));
  const after = new Map(dashboards.map(({ uid, json, folder }) => [uid, { json, folder }]));
  const boards = comparedBoards(kept, after);
  const wanted = boards.flatMap(({ uid, status, panels }: BoardComparison): readonly ValuesFor[] => {
    const json = kept.get(uid);
    if (!json || status === 'same') return [];
    return [{ side: 'before', json, panels: new Set(panels.flatMap(({ before: key }) => key ?? [])) }];
  });
  return { base: name, boards, wanted };
}
