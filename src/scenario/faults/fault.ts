import type { Rule } from '../site.ts';

/** Something that goes wrong, as the series that move because of it. Everything it does not name stays healthy. */
export interface Fault {
  readonly name: string;
  /** What happened, in one sentence. */
  readonly what: string;
  /** Parts of Cilium that most clusters do not use, and that it hits. */
  readonly features?: readonly string[];
  /**
   * Family -> what it shows from the onset on. Counters and histograms are added to what health counts; a gauge's
   * level takes the place of the healthy one.
   */
  readonly moves: Readonly<Record<string, Rule>>;
}

/** Only the first node (or replica, which is the elected one) is hit. */
export const onOneNode =
  (rule: Rule): Rule =>
  (site) =>
    site.target.index === 0 ? rule(site) : [];

/** The same rule under several families. */
export function alike(families: readonly string[], rule: Rule): Readonly<Record<string, Rule>> {
  return Object.fromEntries(families.map((family) => [family, rule]));
}
