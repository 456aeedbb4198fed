import { COMPONENTS } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import { exposureOf } from '../settings/exposure.ts';
import type { Reply } from './ask.ts';
import type { Asking, Replies } from './asking.ts';
import { askAll, hasData, NO_REPLY, replyTo } from './asking.ts';
import type { Ask } from './asks.ts';
import { familiesRead, promqlIn } from './asks.ts';
import type { ClusterOptions } from './cluster.ts';
import { syntheticCluster } from './cluster.ts';
import { familiesOf } from './families.ts';
import { FAULTS } from './faults/faults.ts';
import { ALL_FEATURES, DEFAULT_FEATURES, FEATURE_OF_COMPONENT, featureOf } from './features.ts';
import type { LaneReport, QueryProof } from './proof.ts';
import { recordsRead } from './records.ts';
import type { Families } from './series.ts';

/** What all lanes of a proof share. */
export interface Proving extends Asking {
  readonly nodes: number;
  readonly seed: number;
  readonly onProgress: (line: string) => void;
}

/** Asks every query of one minor: in health, then where it is meant to have data. */
export async function proveMinor(minor: Minor, asks: readonly Ask[], proving: Proving) {
  const started = performance.now();
  const cluster = (more: Partial<ClusterOptions>, of: readonly Ask[]): Families =>
    syntheticCluster({ ...proving, minor, ...more, ...onlyRead(of, proving) });
  proving.onProgress(`Cilium ${minor}: healthy cluster`);
  const healthy = await askAll(cluster({}, asks), asks, proving);
  const elsewhere = new Map<Ask, { reply: Reply; fault?: string; features?: readonly string[] }>();
  for (const [fault, group] of Map.groupBy(asks, ({ query }) => query.emptyInHealth?.fault)) {
    if (fault === undefined) continue;
    if (!FAULTS.includes(fault)) {
      const reply = { ...NO_REPLY, failure: `no synthetic fault is named "${fault}"; known: ${FAULTS.join(', ')}` };
      for (const one of group) elsewhere.set(one, { reply, fault });
      continue;
    }
    proving.onProgress(`Cilium ${minor}: fault ${fault}`);
    const replies = await askAll(cluster({ faults: [fault], features: ALL_FEATURES }, group), group, proving);
    for (const one of group) elsewhere.set(one, { reply: replyTo(replies, one), fault });
  }
  const optional = asks.filter(
    (one) => !hasData(replyTo(healthy, one)) && !elsewhere.has(one) && featuresOf(one, minor, proving).length > 0,
  );
  if (optional.length > 0) {
    proving.onProgress(`Cilium ${minor}: cluster with optional features`);
    const replies = await askAll(cluster({ features: ALL_FEATURES }, optional), optional, proving);
    for (const one of optional)
      elsewhere.set(one, { reply: replyTo(replies, one), features: featuresOf(one, minor, proving) });
  }
  const queries = asks.map((one) => judged(one, minor, replyTo(healthy, one), elsewhere.get(one)));
  return { queries, lane: laneReport(minor, healthy, started) };
}

/** Asks every emitted query of a Prometheus that holds a cluster of each minor. */
export async function proveMixed(minors: readonly Minor[], asks: readonly Ask[], clusters: Families, proving: Proving) {
  const started = performance.now();
  proving.onProgress(`Cilium ${minors.join(', ')} in one Prometheus`);
  const replies = await askAll(clusters, asks, proving);
  const queries = asks.map((one) => judged(one, 'mixed', replyTo(replies, one), undefined));
  return { queries, lane: laneReport('mixed', replies, started) };
}

/** What the questions read, through records too. */
export function onlyRead(asks: readonly Ask[], { rules }: Pick<Asking, 'rules'>): Pick<ClusterOptions, 'only'> {
  const only = familiesRead(asks);
  return only ? { only: only.union(recordsRead(asks.map(promqlIn), rules).families) } : {};
}

/** Parts of Cilium beyond the usual ones that the families of a query belong to. */
function featuresOf(one: Ask, minor: Minor, { settings }: Proving): readonly string[] {
  const read = familiesRead([one]);
  const presence = { minor, exposure: exposureOf(settings), features: ALL_FEATURES, only: read };
  const features = COMPONENTS.flatMap((component) =>
    familiesOf(component, presence).flatMap(({ fact }) => featureOf(fact) ?? FEATURE_OF_COMPONENT[component] ?? []),
  );
  // `up` and the like of a component that only some clusters have
  if (familiesOf('scrape', presence).length > 0) features.push(...Object.values(FEATURE_OF_COMPONENT));
  return [...new Set(features)].filter((feature) => !DEFAULT_FEATURES.includes(feature));
}

function judged(
  { dashboard, query, expr, emitted, onOpen }: Ask,
  lane: QueryProof['lane'],
  healthy: Reply,
  elsewhere: { reply: Reply; fault?: string; features?: readonly string[] } | undefined,
): QueryProof {
  const { reply = healthy, fault, features } = elsewhere ?? {};
  const failure = healthy.failure ?? reply.failure;
  const verdict = failure
    ? 'refused'
    : !hasData(reply)
      ? 'dead'
      : fault
        ? 'alive-in-fault'
        : features
          ? 'alive-with-feature'
          : 'alive';
  const hint = failure ?? (verdict === 'dead' ? hintFor(query.use, fault) : undefined);
  return {
    lane,
    dashboard: dashboard.uid,
    item: query.item,
    use: query.use,
    file: query.file,
    ...(query.line === undefined ? {} : { line: query.line }),
    expr,
    emitted,
    verdict,
    series: reply.series,
    samples: healthy.samples,
    milliseconds: healthy.milliseconds,
    onOpen,
    ...(fault ? { fault } : {}),
    ...(features ? { features } : {}),
    ...(hint ? { hint } : {}),
  };
}

function hintFor(use: QueryProof['use'], fault: string | undefined): string {
  if (fault) return `no data in the fault "${fault}" either: the query, or the fault's name, is wrong`;
  if (use === 'variable') return 'the drop-down is empty: no series of that selector carries the label';
  return 'no finite sample in a healthy cluster; if that is right, say so with emptyInHealth and the fault that fills it';
}

function laneReport(lane: LaneReport['lane'], { series, samples }: Replies, started: number): LaneReport {
  return { lane, series, samples, milliseconds: Math.round(performance.now() - started) };
}
