import type { BoardView } from './board.ts';

export type ChangeStatus = 'added' | 'removed' | 'changed' | 'moved' | 'same';

/** A panel before and after, by its key on either side. */
export interface PanelChange {
  readonly before?: string;
  readonly after?: string;
  readonly status: ChangeStatus;
  /** What differs, as the review says it. */
  readonly words: readonly string[];
}

export interface BoardComparison {
  readonly uid: string;
  readonly status: ChangeStatus;
  readonly before?: BoardView;
  readonly after?: BoardView;
  /** What differs outside of panels. */
  readonly words: readonly string[];
  readonly panels: readonly PanelChange[];
}

export interface Comparison {
  /** What the boards are compared with, as the user named it. */
  readonly base: string;
  readonly boards: readonly BoardComparison[];
}
