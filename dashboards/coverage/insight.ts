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

type Untitled = Omit<Shown, 'topic'> | Omit<LeftOut, 'topic'>;

export function topic(name: string, insights: readonly Untitled[]): readonly Insight[] {
  return insights.map((insight) => ({ topic: name, ...insight }));
}

/** @param boards uid -> panels, in the order to read them */
export function shown(insight: string, boards: Readonly<Record<string, readonly string[]>>): Omit<Shown, 'topic'> {
  const panels = Object.entries(boards).flatMap(([dashboard, names]) => names.map((panel) => ({ dashboard, panel })));
  return { insight, panels };
}

export function leftOut(insight: string, reason: string): Omit<LeftOut, 'topic'> {
  return { insight, leftOut: reason };
}
