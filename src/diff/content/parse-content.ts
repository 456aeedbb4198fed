import { parseAllDocuments } from 'yaml';
import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import { isDashboard } from '../dashboard/dashboard-changes.ts';
import { groupsOf, isRules } from '../rules/rule-groups.ts';
import type { BoardView, ContentView, OtherView, SourceFile } from './content.ts';
import { jsonFault } from './json-fault.ts';

/** A file that is not what its name says. */
export interface ContentFault {
  readonly path: string;
  readonly message: string;
}

export type ParsedContent = ContentView & { readonly faults: readonly ContentFault[] };

/**
 * Boards, rules and other objects of files. What is inside a ConfigMap, a Grafana resource, an answer of Grafana's API
 * or a PrometheusRule counts as what it is.
 */
export function parseContent(files: readonly SourceFile[]): ParsedContent {
  const boards: BoardView[] = [];
  const groups: ParsedContent['groups'][number][] = [];
  const others: OtherView[] = [];
  const faults: ContentFault[] = [];
  const take = (json: JsonObject, path: string, derived: boolean): void => {
    if (isIndex(json)) return;
    if (isDashboard(json)) {
      boards.push({ uid: String(json['uid'] ?? ''), title: String(json['title'] ?? ''), path, json });
      return;
    }
    const inner = [json['dashboard'], json['spec']].find((one) => isObject(one) && isDashboard(one));
    if (isObject(inner)) {
      take({ uid: nameOf(json), ...inner }, path, derived);
      return;
    }
    if (json['kind'] === 'List') {
      for (const item of listOf(json['items'])) take(item, path, derived);
      return;
    }
    if (isRules(json)) groups.push(...groupsOf(json, path));
    const embedded = json['kind'] === 'ConfigMap' ? boardsIn(json) : [];
    for (const one of embedded) take(one, path, derived);
    const rest = withoutContent(json, embedded.length > 0);
    if (rest) others.push({ id: idOf(rest, path), derived, path, json: rest });
  };
  for (const { path, text, format = formatOf(path), derived = false } of files) {
    const { documents, fault } = documentsOf(text, format);
    if (fault !== undefined) faults.push({ path, message: fault });
    for (const json of documents) take(json, path, derived);
  }
  return { boards, groups, others, faults };
}

/** The index of `out/` says what is there, and is nothing that is deployed. */
const isIndex = (json: JsonObject) => Array.isArray(json['files']) && json['catalog'] !== undefined;

const metadataOf = ({ metadata }: JsonObject): JsonObject => (isObject(metadata) ? metadata : {});
const nameOf = (json: JsonObject) => String(metadataOf(json)['name'] ?? '');

function idOf(json: JsonObject, path: string): string {
  const name = nameOf(json);
  return name ? `${json['kind']}/${name}` : path;
}

/** What is left of an object whose boards or rules are compared by themselves. */
function withoutContent(json: JsonObject, hasBoards: boolean): JsonObject | undefined {
  const { spec, groups, data, ...rest } = json;
  if (isRules(json)) return Object.keys(rest).length > 0 && json['kind'] !== undefined ? rest : undefined;
  return hasBoards ? rest : { ...rest, ...optional({ spec, groups, data }) };
}

const optional = (fields: JsonObject) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function boardsIn({ data }: JsonObject): readonly JsonObject[] {
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    key.endsWith('.json') && typeof value === 'string' ? documentsOf(value, 'json').documents.filter(isDashboard) : [],
  );
}

function formatOf(path: string): SourceFile['format'] {
  if (path.endsWith('.json')) return 'json';
  return /\.ya?ml$/.test(path) ? 'yaml' : undefined;
}

function documentsOf(
  text: string,
  format: SourceFile['format'],
): { readonly documents: readonly JsonObject[]; readonly fault?: string } {
  if (format === 'json') {
    try {
      const json = JSON.parse(text) as Json;
      return { documents: isObject(json) ? [json] : listOf(json) };
    } catch (error) {
      return { documents: [], fault: `is no JSON: ${jsonFault(text, error)}` };
    }
  }
  if (format === undefined) return { documents: [] };
  try {
    const parsed = parseAllDocuments(text);
    const list = Array.isArray(parsed) ? parsed : [];
    const error = list.flatMap(({ errors }) => errors)[0];
    if (error) return { documents: [], fault: `is no YAML: ${error.message.split('\n')[0]}` };
    return { documents: list.map((document) => document.toJS() as Json).filter(isObject) };
  } catch (error) {
    // aliases that multiply, and nesting deeper than the stack
    return { documents: [], fault: `is no YAML: ${messageOf(error)}` };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
