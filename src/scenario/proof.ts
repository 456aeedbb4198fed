import type { Minor } from '../catalog/minor.ts';
import type { QueryUse } from '../model/query.ts';

/**
 * How a query fared: `alive` in health; `alive-in-fault` in the fault it names; `alive-with-feature` only where a part
 * of Cilium is used that most clusters run without; `dead` nowhere; `refused` by Prometheus or promtool.
 */
export type Verdict = 'alive' | 'alive-in-fault' | 'alive-with-feature' | 'dead' | 'refused';

/** Where a query was asked: in clusters of one minor, or of several in one Prometheus. */
export type Lane = Minor | 'mixed';

/** One query, asked in one lane. */
export interface QueryProof {
  readonly lane: Lane;
  /** Uid of the dashboard. */
  readonly dashboard: string;
  readonly item: string;
  readonly use: QueryUse;
  readonly file: string;
  readonly line?: number;
  /** As in the dashboard, variables and all. */
  readonly expr: string;
  /** The text is the one of the configured range; otherwise the one that minor alone would get. */
  readonly emitted: boolean;
  readonly verdict: Verdict;
  /** Series with data; for a variable, values. */
  readonly series: number;
  /** Samples read from storage in the healthy cluster. */
  readonly samples: number;
  /** Time of the query engine in the healthy cluster. */
  readonly milliseconds: number;
  /** Runs as soon as the dashboard opens: not in a collapsed row. */
  readonly onOpen: boolean;
  readonly fault?: string;
  readonly features?: readonly string[];
  /** Why it is dead or refused, or what to look at. */
  readonly hint?: string;
}

/** What a lane's Prometheus held. */
export interface LaneReport {
  readonly lane: Lane;
  readonly series: number;
  readonly samples: number;
  /** Wall clock of the whole lane. */
  readonly milliseconds: number;
}

export interface DashboardCost {
  readonly dashboard: string;
  readonly lane: Lane;
  readonly queries: number;
  readonly onOpenQueries: number;
  /** Samples read by all queries that run when the dashboard opens, over one hour. */
  readonly samplesOnOpen: number;
  readonly millisecondsOnOpen: number;
}

export interface ProofReport {
  readonly nodes: number;
  readonly minors: readonly Minor[];
  readonly lanes: readonly LaneReport[];
  readonly queries: readonly QueryProof[];
  readonly costs: readonly DashboardCost[];
}

export function isProven({ verdict }: Pick<QueryProof, 'verdict'>): boolean {
  return verdict !== 'dead' && verdict !== 'refused';
}
