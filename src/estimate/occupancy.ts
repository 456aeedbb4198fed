/** The share of nodes that have at least one of some pods, each on a random node: balls into bins, 1 - (1 - 1/n)^pods. */
export function shareOfNodes(pods: number, nodes: number): number {
  return pods <= 0 ? 0 : 1 - (1 - 1 / nodes) ** pods;
}

/**
 * How likely none of some candidates is among pairs drawn without putting back: C(all - candidates, pairs) / C(all, pairs).
 * A fraction of a pair is a pair that is there with that probability.
 * @param candidates of `all` possible pairs
 */
export function noneOf(candidates: number, pairs: number, all: number): number {
  const whole = Math.floor(pairs);
  const rest = pairs - whole;
  const least = noneOfWhole(candidates, whole, all);
  return rest < 1e-9 ? least : least * (1 - rest) + noneOfWhole(candidates, whole + 1, all) * rest;
}

function noneOfWhole(candidates: number, pairs: number, all: number): number {
  if (candidates <= 0 || pairs <= 0) return 1;
  if (candidates + pairs > all) return 0;
  // the quotient is symmetric in both, and a short product is exact where differences of logarithms would cancel
  const [few, many] = candidates < pairs ? [candidates, pairs] : [pairs, candidates];
  if (few > 200) {
    return Math.exp(
      lnGamma(all - few + 1) - lnGamma(all - few - many + 1) - lnGamma(all + 1) + lnGamma(all - many + 1),
    );
  }
  let log = 0;
  for (let index = 0; index < few; index++) log += Math.log1p(-many / (all - index));
  return Math.exp(log);
}

/** One side of a label set: workloads that share its label values, and how likely one of them has a pod on a node. */
export interface Group {
  /** A whole number. */
  readonly workloads: number;
  readonly hosted: number;
}

/**
 * How likely one agent has a label set: a pair of the two groups talks, and the node hosts the end that is reported.
 * X workloads of the source and Y of the destination are on the node (binomial); the label set is missing when none of
 * the pairs that have such an end talks: E[noneOf(X * destinations + (sources - X) * Y)].
 * @param pairs that talk, of `all` possible ones
 */
export function seenByAgent(
  source: Group,
  destination: Group,
  at: 'source' | 'destination' | 'either',
  pairs: number,
  all: number,
): number {
  if (pairs <= 0 || all <= 0) return 0;
  if (at === 'destination') return seenByAgent(destination, source, 'source', pairs, all);
  const other: Group = at === 'source' ? { ...destination, hosted: 0 } : destination;
  // a label set of many workloads that talk all over the place is surely on every node; e^-60 is nobody's concern
  const expected = source.workloads * source.hosted * destination.workloads * (pairs / all);
  if (expected > 60 && source.workloads * source.hosted > 60) return 1;
  let missing = 0;
  for (const [x, likelyX] of binomial(source.workloads, source.hosted)) {
    for (const [y, likelyY] of binomial(other.workloads, other.hosted)) {
      missing += likelyX * likelyY * noneOf(x * other.workloads + (source.workloads - x) * y, pairs, all);
    }
  }
  return Math.min(1, Math.max(0, 1 - missing));
}

/** Counts with their probabilities, without the tails beyond eight standard deviations. @param trials a whole number */
export function binomial(trials: number, likely: number): readonly (readonly [number, number])[] {
  if (likely <= 0) return [[0, 1]];
  if (likely >= 1 || trials === 0) return [[trials, 1]];
  const reach = 8 * Math.sqrt(trials * likely * (1 - likely)) + 8;
  const from = Math.max(0, Math.floor(trials * likely - reach));
  const to = Math.min(trials, Math.ceil(trials * likely + reach));
  const ln = (count: number) =>
    lnGamma(trials + 1) -
    lnGamma(count + 1) -
    lnGamma(trials - count + 1) +
    count * Math.log(likely) +
    (trials - count) * Math.log1p(-likely);
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, Math.exp(ln(from + index))] as const);
}

/** Stirling's series (Abramowitz and Stegun 6.1.41), after the recurrence has brought small arguments above 10. */
function lnGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift += Math.log(at);
  const square = at * at;
  const tail = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + tail - shift;
}
