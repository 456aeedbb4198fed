import type { Minor } from '../catalog/minor.ts';
import { bucketEdge } from '../checks/bucket-edge.ts';
import { endpointPort } from '../checks/endpoint-port.ts';
import { hubbleHandler } from '../checks/hubble-handler.ts';
import { labelKnown } from '../checks/label-known.ts';
import { labelValue } from '../checks/label-value.ts';
import { metricKnown } from '../checks/metric-known.ts';
import { metricSwitchedOn } from '../checks/metric-switched-on.ts';
import { promqlSyntax } from '../checks/promql-syntax.ts';
import { runChecks } from '../checks/run.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Query } from '../model/query.ts';
import type { PromNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { parsePromql } from '../promql/parse.ts';

/** Checks whose findings leave a query without an answer, or with a wrong one: not a matter of taste or statistics. */
const DEADLY = [
  promqlSyntax,
  metricKnown,
  metricSwitchedOn,
  hubbleHandler,
  labelKnown,
  labelValue,
  endpointPort,
  bucketEdge,
];

export const DEADLY_CODES: ReadonlySet<string> = new Set(DEADLY.map(({ code }) => code));

/** Faults of a query in one minor. */
export interface Faults {
  readonly all: readonly Problem[];
  /** Those that the other side of an `or` does not make up for. Empty: the query answers. */
  readonly felt: readonly Problem[];
}

/** The faults of each query in one minor. */
export type FaultsOf = (query: Pick<Query, 'resource' | 'path'>) => Faults;

const NONE: Faults = { all: [], felt: [] };

/**
 * What is wrong with every query when it is asked a cluster of one minor: the project's own checks, by query.
 * @param isAside findings that do not count
 */
export function faultsIn(model: Model, minor: Minor, isAside: (problem: Problem) => boolean = () => false): FaultsOf {
  const problems = runChecks({ ...model, settings: { ...model.settings, minors: [minor] } }, DEADLY);
  const byPlace = Map.groupBy(
    problems.filter((problem) => DEADLY_CODES.has(problem.code) && isDeadly(problem) && !isAside(problem)),
    ({ place }) => placeKey(place.resource, place.path ?? ''),
  );
  return ({ resource, path }) => {
    const all = byPlace.get(placeKey(resource, path));
    return all ? { all, felt: all.filter((problem) => !isMadeUpFor(problem, all)) } : NONE;
  };
}

const placeKey = (resource: string, path: string) => `${resource}\n${path}`;

/**
 * An `le` that is no edge selects nothing, a limit between two edges is only imprecise. `without` a label that is not
 * there changes nothing: in some minors it is meant.
 */
function isDeadly({ code, place: { expr, offset } }: Problem): boolean {
  let [onMatcher, onWithout] = [false, false];
  if (code !== bucketEdge.code && code !== labelKnown.code) return true;
  forEachNode(expr, (node) => {
    onMatcher ||= node.kind === 'selector' && node.matchers.some(({ from }) => from === offset);
    onWithout ||= node.kind === 'aggregate' && node.grouping?.keyword === 'without' && node.grouping.from === offset;
  });
  return code === bucketEdge.code ? onMatcher : !onWithout;
}

/** The fault stands on one side of an `or` whose other side reads series, and has no fault. */
function isMadeUpFor({ place: { expr, offset } }: Problem, all: readonly Problem[]): boolean {
  if (offset === undefined) return false;
  let covered = false;
  forEachNode(expr, (node) => {
    if (node.kind !== 'binary' || node.op !== 'or') return;
    const within = (side: PromNode, at: number | undefined) => at !== undefined && at >= side.from && at < side.to;
    const other = within(node.left, offset) ? node.right : within(node.right, offset) ? node.left : undefined;
    if (!other || !readsSeries(other)) return;
    covered ||= !all.some(({ place }) => place.expr === expr && within(other, place.offset));
  });
  return covered;
}

export function readsSeries(node: PromNode): boolean {
  let reads = false;
  walk(node, ({ kind }) => {
    reads ||= kind === 'selector';
  });
  return reads;
}

function forEachNode(expr: string | undefined, visit: (node: PromNode) => void): void {
  const { root } = parsePromql(expr ?? '');
  if (root) walk(root, visit);
}
