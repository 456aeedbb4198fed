import type { SourceFile } from '../../diff/content/content.ts';
import type { ContentFault } from '../../diff/content/parse-content.ts';
import { parseContent } from '../../diff/content/parse-content.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Skipped } from './board.ts';
import { foreignBoard } from './board.ts';
import { foreignRules } from './rule-set.ts';
import { classicOf, isV2 } from './v2.ts';

/** Boards and rules of others, ready to be judged, and what could not be read. */
export interface ForeignContent {
  readonly model: Model;
  readonly boards: number;
  readonly alerts: number;
  readonly skipped: readonly Skipped[];
  /** Files that are not what they should be; what they hold besides is judged all the same. */
  readonly faults: readonly ContentFault[];
}

/**
 * Dashboards (an export of Grafana, an answer of its API, a ConfigMap, the older and the newer schema) and rules (a rule
 * file, a PrometheusRule, a VMRule) of files. All are judged together: a board may read what a rule file records.
 */
export function foreignContent(files: readonly SourceFile[], settings: Settings): ForeignContent {
  const parsed = parseContent(files.map((file) => ({ ...file, text: file.text.replace(/^\uFEFF/, '') })));
  const newer = parsed.others.flatMap(({ json, path }) => {
    const spec = [json, json['spec']].find((one): one is JsonObject => isObject(one) && isV2(one));
    return spec ? [{ json: classicOf(spec), path, uid: '', title: '' }] : [];
  });
  const names = new Set<string>();
  const boards = [...parsed.boards, ...newer].map(({ json, path, uid, title }) =>
    foreignBoard(json, path, uniqueName(uid || title || String(json['title'] ?? ''), names)),
  );
  const rules = foreignRules(parsed.groups);
  const found = new Set([...parsed.boards, ...newer].map(({ path }) => path));
  for (const { file } of parsed.groups) found.add(file);
  const broken = new Set(parsed.faults.map(({ path }) => path));
  const empty = files.filter(({ path }) => !found.has(path) && !broken.has(path));
  return {
    model: {
      settings,
      dashboards: boards.map(({ dashboard }) => dashboard),
      ruleSets: rules.ruleSets,
      slos: [],
      incidents: [],
      queries: [...boards.flatMap(({ queries }) => queries), ...rules.queries],
    },
    boards: boards.length,
    alerts: rules.alerts,
    skipped: [...boards.flatMap(({ skipped }) => skipped), ...rules.skipped],
    faults: [
      ...parsed.faults,
      ...empty.map(({ path, text }) => ({
        path,
        message: text.trim() === '' ? 'is empty' : 'holds no dashboard and no rules',
      })),
    ],
  };
}

function uniqueName(wanted: string, taken: Set<string>): string {
  const name = wanted || 'board';
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
  taken.add(unique);
  return unique;
}
