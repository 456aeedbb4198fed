import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import type { Change } from '../change.ts';
import { became, shown } from '../change.ts';
import { objectChanges } from '../object-changes.ts';

/** Variables of a board that came, went or changed. One that went and is still written somewhere breaks what uses it. */
export function variableChanges(before: JsonObject, after: JsonObject): readonly Change[] {
  const [old, now] = [variablesOf(before), variablesOf(after)];
  const order = [...old.keys()].filter((name) => now.has(name));
  const newOrder = [...now.keys()].filter((name) => old.has(name));
  return [
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => removed(name, after)),
    ...[...now]
      .filter(([name]) => !old.has(name))
      .map(([name, { type }]) => ({ code: 'variable-added', subject: subjectOf(name), text: `added (${type})` })),
    ...[...now].flatMap(([name, variable]) => {
      const known = old.get(name);
      return known ? changed(name, known, variable) : [];
    }),
    ...(order.join() === newOrder.join()
      ? []
      : [{ code: 'variables-order', subject: 'variables', text: `other order: ${newOrder.join(', ')}` }]),
  ];
}

const subjectOf = (name: string) => `variable "${name}"`;

/** Of a canonical board, where `templating` is the list itself. */
function variablesOf({ templating }: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(listOf(templating).map((variable) => [String(variable['name'] ?? ''), variable]));
}

function removed(name: string, board: JsonObject): Change {
  const uses = usesOf(name, board);
  return {
    code: 'variable-removed',
    subject: subjectOf(name),
    text: uses > 0 ? `removed, though it is still used in ${uses} ${uses === 1 ? 'place' : 'places'}` : 'removed',
    risk: uses > 0 ? 'what uses it breaks' : 'links that set it lose their filter',
  };
}

/** Where a board writes `$name`, `${name}` or `[[name]]`. */
function usesOf(name: string, board: JsonObject): number {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  const use = new RegExp(`\\$${escaped}\\b|\\$\\{${escaped}[:}]|\\[\\[${escaped}[:\\]]`, 'g');
  return JSON.stringify(board).match(use)?.length ?? 0;
}

/** Told in words of their own; what a query last offered is in neither. */
const TOLD = ['name', 'query', 'definition', 'current', 'options', 'preset', 'refresh'];
/** grafana/data, VariableRefresh. */
const REFRESH = ['never', 'when the board loads', 'when the time range changes'];

function changed(name: string, before: JsonObject, after: JsonObject): readonly Change[] {
  const subject = subjectOf(name);
  const [old, now] = [queryOf(before), queryOf(after)];
  const [preset, newPreset] = [presetOf(before), presetOf(after)];
  return [
    ...(old === now
      ? []
      : [{ code: 'variable-query', subject, text: `query ${became(old, now)}`, before: old, after: now }]),
    ...(preset === newPreset
      ? []
      : [{ code: 'variable-default', subject, text: `default ${became(preset, newPreset)}` }]),
    ...(before['refresh'] === after['refresh']
      ? []
      : [{ code: 'variable-option', subject, text: `renewed ${became(refreshOf(before), refreshOf(after))}` }]),
    ...objectChanges(before, after, TOLD).map(({ text }) => ({ code: 'variable-option', subject, text })),
  ];
}

const refreshOf = ({ refresh }: JsonObject) => REFRESH[Number(refresh ?? 0)] ?? String(refresh);

function queryOf({ query }: JsonObject): string {
  const text: Json | undefined = isObject(query) ? (query['query'] ?? query['expr']) : query;
  return typeof text === 'string' ? text : text === undefined ? '' : shown(text);
}

/** What the variable is set to when the board opens, by value: the text beside it is decoration. */
function presetOf({ current, preset }: JsonObject): string {
  const value = isObject(current) ? current['value'] : preset;
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => one !== undefined && one !== null).join(', ');
}
