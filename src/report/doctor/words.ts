import type { DiagnosedFinding, Diagnosis, Item, ItemState } from '../../doctor/diagnose.ts';
import type { Remedy } from '../../doctor/finding.ts';
import { plural } from '../plural.ts';

/** Names that one line shows before they become a number. */
const SHOWN = 3;

/** `empties 12 panels and 2 alerts, spoils 4 panels`; empty when a cause harms nothing of ours. */
export function harmOf({ empties, spoils }: DiagnosedFinding): string {
  return [
    ...(empties.length > 0 ? [`empties ${kindsOf(empties)}`] : []),
    ...(spoils.length > 0 ? [`spoils ${kindsOf(spoils)}`] : []),
  ].join(', ');
}

function kindsOf(items: readonly Item[]): string {
  const counts = Map.groupBy(items, ({ kind }) => kind);
  return listed(
    (['panel', 'alert', 'variable'] as const).flatMap((kind) => {
      const count = counts.get(kind)?.length ?? 0;
      return count > 0 ? [plural(count, kind)] : [];
    }),
  );
}

/** Who is hit, board by board: `hubble-drops` -> `Drops by reason, Top pairs and 10 more`. */
export function victimsOf({ empties, spoils }: DiagnosedFinding): readonly (readonly [where: string, names: string])[] {
  const places = Map.groupBy([...empties, ...spoils], ({ kind, of }) => (kind === 'alert' ? 'alerts' : of));
  return [...places].map(([where, items]) => [where, shortened(items.map(({ title }) => title))]);
}

export function shortened(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/** What each state is called in a list: an alert that is empty is one that cannot fire. */
const STATES: Readonly<Record<'panel' | 'alert', Readonly<Record<ItemState, string>>>> = {
  panel: { ok: 'ok', wrong: 'wrong', empty: 'empty', quiet: 'quiet', unknown: 'not looked at' },
  alert: { ok: 'ok', wrong: 'wrong', empty: 'cannot fire', quiet: 'quiet', unknown: 'not looked at' },
};

/** `31 ok, 2 empty`. */
export function statesOf(items: readonly Item[], kind: 'panel' | 'alert' = 'panel'): string {
  const counts = Map.groupBy(items, ({ state }) => state);
  return (['ok', 'wrong', 'empty', 'quiet', 'unknown'] as const)
    .flatMap((state) => {
      const count = counts.get(state)?.length ?? 0;
      return count > 0 ? [`${count} ${STATES[kind][state]}`] : [];
    })
    .join(', ');
}

export function stateOf({ kind, state }: Item): string {
  return STATES[kind === 'alert' ? 'alert' : 'panel'][state];
}

/** True when nothing that was given could tell of series: no panel and no alert was judged. */
export function isBlind({ boards, alerts }: Diagnosis): boolean {
  return [...boards.flatMap(({ items }) => items), ...alerts].every(({ state }) => state === 'unknown');
}

/** `187 panels and variables: 150 ok, 37 empty`, and the same of the alerts. */
export function totalsOf(diagnosis: Diagnosis): readonly string[] {
  if (isBlind(diagnosis)) return ['no query was judged: nothing that was given tells which series there are'];
  const { boards, alerts } = diagnosis;
  const items = boards.flatMap((board) => board.items);
  return [
    ...(items.length > 0
      ? [`${plural(items.length, 'panel or variable', 'panels and variables')}: ${statesOf(items)}`]
      : []),
    ...(alerts.length > 0 ? [`${plural(alerts.length, 'alert')}: ${statesOf(alerts, 'alert')}`] : []),
  ];
}

/** `values.yaml and http://localhost:9090, for Cilium 1.19`. */
export function evidenceOf(diagnosis: Diagnosis): string {
  const { sources, minors, minorsSeen } = diagnosis;
  if (isBlind(diagnosis)) return listed(sources) || 'nothing';
  const seen = minorsSeen ? 'which runs here' : 'as the settings say';
  return `${listed(sources)}, for Cilium ${listed(minors)} (${seen})`;
}

/** Where a remedy goes, in words that end a line before its text. */
export function placeOf(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'cilium-values':
      return "in Cilium's Helm values";
    case 'stack-values':
      return 'in the values of kube-prometheus-stack';
    case 'yaml':
      return `in ${remedy.where}`;
    case 'settings':
      return 'in ciliascope.config.ts';
    case 'command':
      return 'run';
    case 'advice':
      return '';
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
