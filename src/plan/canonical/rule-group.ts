import type { Json, JsonObject } from '../../model/dashboard.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const DURATIONS = ['interval', 'for', 'keep_firing_for', 'query_offset', 'evaluation_delay'];

/**
 * A rule group without what makes no difference: `60s` and `1m` are one, as are absent, empty and zero. Every field
 * counts; a comparison that leaves some out never syncs them (grafana/mimir#8297).
 */
export function canonicalRuleGroup(group: JsonObject): Json {
  const { rules, ...others } = group;
  return { ...fields(others), rules: Array.isArray(rules) ? rules.map((rule) => fields(rule as JsonObject)) : [] };
}

function fields(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): [string, Json][] => {
    const plain = DURATIONS.includes(key) ? milliseconds(value) : key === 'expr' ? String(value).trim() : value;
    const empty =
      plain === undefined ||
      plain === null ||
      plain === 0 ||
      plain === '' ||
      (typeof plain === 'object' && Object.keys(plain).length === 0);
    return empty ? [] : [[key, plain]];
  });
  return Object.fromEntries(entries);
}

function milliseconds(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  const parts = [...value.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.map(([part]) => part).join('') !== value) return value;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}
