import type { Component } from '../../catalog/facts.ts';
import type { HttpClient } from '../../targets/http.ts';
import { pool } from '../../targets/pool.ts';
import type { Finding } from '../finding.ts';
import type { Counted } from './counts.ts';
import { AT_ONCE, countLabels, sum } from './counts.ts';
import type { HandlerLabels, Questions } from './questions.ts';
import { ADDRESSES } from './questions.ts';

/** What labels series lack, and what that means beside queries. */
export interface MissingLabels {
  readonly unmade: ReadonlyMap<Component, ReadonlySet<string>>;
  readonly contextless: ReadonlyMap<string, ReadonlySet<string>>;
  readonly findings: readonly Finding[];
}

/** So few series of a handler may well all be about peers that have no name. */
const TELLING = 10;

/**
 * Labels of targets are looked for on the smallest family of each process: they are the same on all of them. Those a
 * Hubble handler makes are looked for on each family of it that is read.
 */
export async function missingLabels(
  http: HttpClient,
  { targetLabels, handlerLabels }: Questions,
  present: ReadonlyMap<Component, readonly Counted[]>,
  asked: () => void,
): Promise<MissingLabels> {
  const unmade = new Map<Component, Set<string>>();
  const findings: Finding[] = [];
  await pool([...targetLabels], AT_ONCE, async ([component, labels]) => {
    const smallest = smallestOf(present.get(component) ?? []);
    if (!smallest) return;
    const { series, rows } = smallest;
    const counted = await countLabels(http, series, {}, [...labels]);
    asked();
    if (!counted) return;
    const total = sum(rows);
    for (const label of labels) {
      const filled = counted.get(label) ?? 0;
      if (filled === 0) unmade.set(component, (unmade.get(component) ?? new Set()).add(label));
      else if (filled < total) findings.push(partly(component, label, series, total - filled, total));
    }
  });
  const handlers = await handlerCounts(http, handlerLabels, present.get('hubble') ?? [], asked);
  return { unmade, contextless: contextless(handlers), findings: [...findings, ...addresses(handlers)] };
}

interface HandlerCount extends HandlerLabels {
  readonly total: number;
  readonly filled: ReadonlyMap<string, number>;
}

async function handlerCounts(
  http: HttpClient,
  handlerLabels: ReadonlyMap<string, HandlerLabels>,
  rows: readonly Counted[],
  asked: () => void,
): Promise<readonly HandlerCount[]> {
  const there = Map.groupBy(rows, ({ series }) => series);
  const families = Map.groupBy(handlerLabels, ([, { family }]) => family);
  const counts: HandlerCount[] = [];
  await pool([...families.values()], AT_ONCE, async (same) => {
    const seen = same.flatMap(([series, labels]) => {
      const total = sum(there.get(series) ?? []);
      return total > 0 ? [{ series, ...labels, total }] : [];
    });
    const [smallest] = seen.toSorted((a, b) => a.total - b.total);
    if (!smallest) return;
    const labels = new Set([...same.flatMap(([, one]) => [...one.labels]), ...ADDRESSES]);
    const filled = await countLabels(http, smallest.series, {}, [...labels]);
    asked();
    if (filled) counts.push({ ...smallest, labels, filled });
  });
  return counts;
}

/** Labels that no family of a handler has a value for; a single family may have had no named peer yet. */
function contextless(counts: readonly HandlerCount[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...Map.groupBy(counts, ({ handler }) => handler)].map(([handler, all]) => {
      const made = new Set(all.flatMap(({ filled }) => [...filled.keys()]));
      const telling = all.reduce((total, one) => total + one.total, 0) >= TELLING;
      const labels = all.flatMap((one) => [...one.labels]).filter((label) => !made.has(label));
      return [handler, new Set(telling ? labels : [])];
    }),
  );
}

function addresses(counts: readonly HandlerCount[]): readonly Finding[] {
  const hit = counts.filter(({ filled }) => ADDRESSES.some((label) => (filled.get(label) ?? 0) > 0));
  if (hit.length === 0) return [];
  return [
    {
      code: 'ip-labels',
      key: 'ip-labels',
      severity: 'warning',
      summary: `Hubble makes a series per address: addresses are never cleaned up while an agent runs, so that every rollout leaves some behind.`,
      evidence: hit.map(({ family, total }) => `${family}: ${total} series with ${ADDRESSES.join(' or ')}`),
      remedies: [{ kind: 'command', text: 'ciliascope doctor --values values.yaml --fix fixed.yaml' }],
    },
  ];
}

function partly(component: Component, label: string, series: string, without: number, total: number): Finding {
  return {
    code: 'label-empty',
    key: `label-empty ${component} ${label}`,
    severity: 'warning',
    summary: `Some targets of ${component} have no label ${label}: they fall out of whatever is chosen or grouped by it.`,
    evidence: [`${without} of ${total} series of ${series}`],
    remedies: [{ kind: 'advice', text: 'see that all jobs that scrape it have the same relabelings' }],
  };
}

function smallestOf(rows: readonly Counted[]) {
  const families = [...Map.groupBy(rows, ({ series }) => series)].map(([series, same]) => ({ series, rows: same }));
  return families.toSorted((a, b) => sum(a.rows) - sum(b.rows) || (a.series < b.series ? -1 : 1))[0];
}
