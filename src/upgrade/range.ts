import type { Minor } from '../catalog/minor.ts';
import { isMinor, MINORS } from '../catalog/minor.ts';
import { UserError } from '../errors.ts';

/** An upgrade from one Cilium minor to a later one. */
export interface UpgradeRange {
  readonly from: Minor;
  readonly to: Minor;
}

/**
 * An upgrade as it is written on the command line; a patch release stands for its minor.
 * @throws UserError for minors the catalog has no facts for, and for ways back
 */
export function upgradeRange(from: string, to: string): UpgradeRange {
  const range = { from: minorOf(from, '--from'), to: minorOf(to, '--to') };
  if (MINORS.indexOf(range.from) < MINORS.indexOf(range.to)) return range;
  const same = range.from === range.to;
  throw new UserError(
    same ? `--from and --to are both Cilium ${range.to}` : `Cilium ${range.to} is older than ${range.from}`,
    [
      same
        ? 'name the minor that runs now and the one it is upgraded to'
        : `an upgrade goes forwards: ciliascope upgrade --from ${range.to} --to ${range.from} lists what a downgrade undoes`,
    ],
  );
}

function minorOf(text: string, option: string): Minor {
  const minor = /^v?(\d+\.\d+)(?:\.\d+(?:[-+].*)?)?$/.exec(text)?.[1] ?? text;
  if (isMinor(minor)) return minor;
  throw new UserError(`${option} ${JSON.stringify(text)} is no Cilium minor the catalog knows`, [
    `one of ${MINORS.join(', ')}`,
  ]);
}
