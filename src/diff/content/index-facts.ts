import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import type { SourceFile, Sources } from './content.ts';

/** Kinds of files of `out/` that follow from others: only what they add is compared. */
const DERIVED = new Set(['configmap', 'prometheus-rule', 'vm-rule']);
/** Kinds that nobody deploys. */
const ASIDE = new Set(['promtool-test', 'kustomization', 'provisioning', 'index']);

const NO_SOURCES: Sources = { boards: new Map(), panels: new Map() };

/** Files of a side to compare, and where its content is written. Without an index of ciliascope that is all of them. */
export function indexed(files: readonly SourceFile[]): {
  readonly files: readonly SourceFile[];
  readonly sources: Sources;
} {
  const index = indexOf(files);
  if (!index) return { files, sources: NO_SOURCES };
  const kinds = new Map(listOf(index['files']).map(({ path, kind }) => [String(path), String(kind)]));
  const kept = files.flatMap((file): SourceFile[] => {
    const kind = kinds.get(file.path);
    if (file.path === 'index.json' || (kind !== undefined && ASIDE.has(kind))) return [];
    return [kind !== undefined && DERIVED.has(kind) ? { ...file, text: headOf(file.text), derived: true } : file];
  });
  return { files: kept, sources: sourcesOf(index) };
}

function indexOf(files: readonly SourceFile[]): JsonObject | undefined {
  const text = files.find(({ path }) => path === 'index.json')?.text;
  if (text === undefined) return undefined;
  try {
    const json = JSON.parse(text) as Json;
    return isObject(json) && json['catalog'] !== undefined ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Everything above `data` and `spec`, which the build writes last. */
const headOf = (text: string) => text.split(/^(?:data|spec):/m)[0] ?? '';

function sourcesOf(index: JsonObject): Sources {
  const entries = listOf(index['files']).filter(({ kind, source }) => kind === 'dashboard' && source !== undefined);
  const panels = listOf(index['dashboards']).flatMap(({ uid, sources }) =>
    isObject(sources)
      ? Object.entries(sources).flatMap(([file, ids]) =>
          Array.isArray(ids) ? ids.map((id): [string, string] => [`${uid}/${id}`, file]) : [],
        )
      : [],
  );
  return { boards: new Map(entries.map(({ uid, source }) => [String(uid), String(source)])), panels: new Map(panels) };
}
