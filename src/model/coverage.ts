/** A panel, by its title, or by its key where the board has two of that title. */
export interface PanelName {
  readonly dashboard: string;
  readonly panel: string;
}

interface Known {
  readonly topic: string;
  /** What somebody who runs Cilium wants to see. */
  readonly insight: string;
}

export interface Shown extends Known {
  readonly panels: readonly PanelName[];
}

export interface LeftOut extends Known {
  readonly leftOut: string;
}

/** Something that dashboards for Cilium show, ours or others, and where ours do; or why they do not. */
export type Insight = Shown | LeftOut;

/** Families of one component that are on by default and on no board, for one reason. */
export interface Omission {
  readonly component: 'agent' | 'operator' | 'hubble';
  readonly families: readonly string[];
  readonly reason: string;
}

/** What the boards show, as content says it. */
export interface Coverage {
  readonly insights: readonly Insight[];
  readonly omissions: readonly Omission[];
}
