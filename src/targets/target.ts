import type { Action, TargetFacts } from '../plan/plan.ts';
import type { Desired, Live } from '../plan/resource.ts';

/** A place that holds what we publish. Only `apply` writes. */
export interface Target {
  /** As settings and people call it. */
  readonly name: string;
  /**
   * Reaches the server and makes sure that it is the right one: version, organisation, rights. Reads only.
   * @throws UserError where the configuration is wrong (unknown organisation, missing token, no right to write);
   *   RemoteError where the server does not answer as its API promises
   */
  connect(): Promise<TargetFacts>;
  /**
   * What is there of `desired`, and everything else that carries our proof of ownership. Reads only.
   * @param progress called after each object read
   */
  read(desired: readonly Desired[], progress: (done: number, total: number) => void): Promise<readonly Live[]>;
  /**
   * Carries out one action of a plan, under a lock: fails with `stale` where the object moved since it was read.
   * Reads back what it wrote. Never throws for a refusal of the server; throws RemoteError('stop') where going on is
   * pointless (authentication lost, server gone).
   * @param signal aborted when the user interrupts: no new attempt starts, the one in flight ends
   */
  apply(action: Action, signal: AbortSignal): Promise<Applied>;
  /** Called once when nothing more is to be done. */
  close?(): Promise<void>;
  /** What must be done once after everything is written, such as telling Prometheus to reload. */
  finish?(written: number): Promise<Applied>;
}

/** What became of one action. */
export type Applied =
  | {
      readonly kind: 'done';
      readonly version?: string /** Such as: what the server changed. */;
      readonly note?: string;
    }
  /** It was done already, by a write whose answer was lost. */
  | { readonly kind: 'already' }
  /** Someone was faster: nothing is written. */
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly hints: readonly string[] }
  /** Whether it was written is not known, and could not be found out. */
  | { readonly kind: 'unknown'; readonly reason: string };
