import type { SourceFile } from '../../diff/content/content.ts';
import type { ContentFault } from '../../diff/content/parse-content.ts';
import type { Settings } from '../../settings/settings.ts';
import type { UpgradeRange } from '../range.ts';
import type { UpgradeReport } from '../upgrade.ts';
import { upgradeReport } from '../upgrade.ts';
import { assumedLabels, assuming } from './assumed.ts';
import type { Skipped } from './board.ts';
import { foreignContent } from './foreign-content.ts';
import { concernsCilium, isAside } from './ours.ts';

export interface ForeignUpgrade {
  readonly report: UpgradeReport;
  readonly skipped: readonly Skipped[];
  readonly faults: readonly ContentFault[];
}

/** What an upgrade does to boards and rules of others, with expressions that are right on both minors where there are. */
export function upgradeForeign(files: readonly SourceFile[], settings: Settings, range: UpgradeRange): ForeignUpgrade {
  const { model, skipped, faults } = foreignContent(files, settings);
  const queries = model.queries.filter(concernsCilium);
  const assumed = assuming(assumedLabels(queries).keys(), settings);
  return {
    report: upgradeReport({ ...model, settings: assumed, queries }, range, { mend: true, isAside }),
    skipped,
    faults,
  };
}
