import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { UpgradeRange } from './range.ts';
import type { UpgradeReport } from './upgrade.ts';
import { breaks, upgradeReport } from './upgrade.ts';

/** Where the project's own content stands: it is compiled for a range of minors, and right for those alone. */
export interface OwnContent {
  readonly configured: readonly Minor[];
  /** What to write in the settings while both minors run; undefined where they say so already. */
  readonly setting?: string;
  /** What to write once everything runs the later minor. */
  readonly afterwards: string;
  /** True when content compiled with `setting` answers on both minors. */
  readonly solved: boolean;
  /** What keeps it from being built for all minors of the upgrade, one line each. */
  readonly buildFaults: readonly string[];
  /** Panels that not every minor of the upgrade could fill, left out while the settings name them all; by board. */
  readonly waiting: readonly { readonly board: string; readonly panels: readonly string[] }[];
}

export interface OwnUpgrade {
  readonly report: UpgradeReport;
  readonly content: OwnContent;
}

/**
 * What an upgrade does to the content as it is built now, and which setting carries it over.
 * @param deployed compiled for the configured minors
 * @param wide compiled for both ends of the upgrade and everything between
 * @param problems what compiling and checking say about the latter
 */
export function upgradeOwn(
  deployed: Model,
  wide: Model,
  problems: readonly Problem[],
  range: UpgradeRange,
): OwnUpgrade {
  const configured = deployed.settings.minors;
  const isCovered = configured.includes(range.from) && configured.includes(range.to);
  const report = upgradeReport(deployed, range, { mend: false });
  return {
    report,
    content: {
      configured,
      ...(isCovered ? {} : { setting: `cilium: { from: '${range.from}', until: '${range.to}' }` }),
      afterwards: `cilium: '${range.to}'`,
      solved: isCovered ? !breaks(report) : !breaks(upgradeReport(wide, range, { mend: false })),
      buildFaults: isCovered
        ? []
        : problems
            .filter(({ severity }) => severity === 'error')
            .map(({ place, message }) => `${place.file}: ${message}`),
      waiting: wide.dashboards.flatMap(({ uid, leftOut }) =>
        leftOut.length > 0 ? [{ board: uid, panels: leftOut }] : [],
      ),
    },
  };
}
