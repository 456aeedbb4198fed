import type { Insight, LeftOut, Shown } from '../model/coverage.ts';

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
