import type { AlertChoice, Expectation, IncidentDefinition, Move, Phase, SeriesPlan } from '../../define/incident.ts';
import { parseDuration, renderDuration } from '../../promql/duration.ts';
import type { Settings } from '../../settings/settings.ts';

/** The same incident under a circumstance that must change nothing about what fires. */
export interface Variation {
  readonly name: 'reset' | 'no-cluster-label' | 'two-clusters';
  readonly claim: string;
  vary(incident: IncidentDefinition, others: Others): IncidentDefinition;
}

/** What a variation adds: a healthy cluster of another name. */
export interface Others {
  readonly healthy: IncidentDefinition['baseline'];
}

export const variations: readonly Variation[] = [
  {
    name: 'reset',
    claim: 'every counter was reset half an hour before',
    vary: (incident) => ({
      ...incident,
      name: `${incident.name}--reset`,
      baseline: (context) => incident.baseline(context).map((plan) => withReset(plan, incident)),
      moves: (context) =>
        incident.moves(context).map((move) => (move.kind === 'series' ? withReset(move, incident) : move)),
    }),
  },
  {
    name: 'no-cluster-label',
    claim: 'no series has a cluster label',
    vary: (incident) => ({
      ...namelessClusters(incident),
      name: `${incident.name}--no-cluster-label`,
      baseline: (context) => incident.baseline(context).map(withoutCluster),
      moves: (context) => incident.moves(context).map(withoutClusterIn),
    }),
  },
  {
    name: 'two-clusters',
    claim: 'a healthy cluster reports to the same Prometheus',
    vary: (incident, { healthy }) => ({
      ...incident,
      name: `${incident.name}--two-clusters`,
      baseline: (context) => [...incident.baseline(context), ...healthy(context)],
      expect: incident.expect.map(inFirstCluster),
      moves: (context) => incident.moves(context).map(inFirstClusterOnly),
    }),
  },
];

/** The incidents that can happen under the settings. Without a label of the cluster alerts name none, and there is but one. */
export function incidentsFor(
  incidents: readonly IncidentDefinition[],
  { clusterLabel }: Settings,
): readonly IncidentDefinition[] {
  if (clusterLabel) return incidents;
  return incidents.filter(({ acrossClusters }) => !acrossClusters).map(namelessClusters);
}

/** The claims of an incident where alerts do not name their cluster. */
function namelessClusters(incident: IncidentDefinition): IncidentDefinition {
  const nameless = <C extends AlertChoice>({ labels = {}, ...rest }: C) => ({
    ...rest,
    labels: without('cluster', labels),
  });
  return { ...incident, expect: incident.expect.map(nameless), silent: incident.silent.map(nameless) };
}

/** Counters start again at 0 half an hour before t0, as after a reboot of every node. */
function withReset(plan: SeriesPlan, { history = '6h' }: IncidentDefinition): SeriesPlan {
  const [only] = plan.before;
  if (plan.before.length !== 1 || only?.perSecond === undefined) return plan;
  const until = (parseDuration(history) ?? 0) - 1800;
  if (until <= 0) return plan;
  const reset: readonly Phase[] = [
    { ...only, for: renderDuration(until) },
    { value: 0, perSecond: only.perSecond },
  ];
  return { ...plan, before: reset };
}

function withoutCluster(plan: SeriesPlan): SeriesPlan {
  return { ...plan, target: { ...plan.target, labels: { ...plan.target.labels, cluster: '' } } };
}

function withoutClusterIn(move: Move): Move {
  return move.kind === 'series' ? withoutCluster(move) : { ...move, labels: without('cluster', move.labels) };
}

const inFirstCluster = ({ labels = {}, ...rest }: Expectation): Expectation => ({
  ...rest,
  labels: 'cluster' in labels ? labels : { ...labels, cluster: 'prod-a' },
});

const inFirstClusterOnly = (move: Move): Move =>
  move.kind === 'change' && !('cluster' in move.labels)
    ? { ...move, labels: { ...move.labels, cluster: 'prod-a' } }
    : move;

function without<V>(key: string, object: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
