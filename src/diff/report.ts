import type { Change, Effect } from './change.ts';

/** One board, one file of rules, or one other object, and all that changed in it. */
export interface ObjectDiff {
  readonly kind: 'dashboard' | 'rules' | 'object';
  /** uid of a board, path of a rule file, name of an object. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly state: 'added' | 'removed' | 'changed';
  /** Source file it comes from, where that is known. */
  readonly source?: string;
  readonly changes: readonly Change[];
}

/** One and the same change in several places, told once. */
export interface SharedChange {
  readonly code: string;
  readonly text: string;
  readonly places: readonly { readonly object: string; readonly subject: string }[];
  /** Modules that changed and from which all of them come, where that is known. */
  readonly sources: readonly string[];
  /** Of the first place, as an example. */
  readonly before?: string;
  readonly after?: string;
}

/** Something a reviewer must decide on. */
export interface Risk {
  readonly code: string;
  /** Title of the object; empty for the content as a whole. */
  readonly object: string;
  readonly subject: string;
  readonly text: string;
  readonly why: string;
  /** In how many places. */
  readonly count: number;
}

export interface Tally {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export interface DiffReport {
  readonly version: 1;
  /** What was compared, in words: a commit, a folder, a file. */
  readonly base: string;
  readonly head: string;
  readonly counts: {
    readonly boards: Tally & { readonly unchanged: number };
    readonly panels: Tally & { readonly moved: number };
    readonly alerts: Tally & Readonly<Record<Effect, number>>;
    readonly records: Tally;
    readonly slos: number;
    readonly others: Tally;
  };
  /** The gravest first. */
  readonly risks: readonly Risk[];
  /** Changed boards whose cost was recorded before, and not anew. */
  readonly unmeasured: number;
  readonly shared: readonly SharedChange[];
  /** Changes that `shared` tells are left out here; objects without any other are, too. */
  readonly objects: readonly ObjectDiff[];
}
