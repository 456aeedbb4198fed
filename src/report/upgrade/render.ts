import type { Skipped } from '../../upgrade/foreign/board.ts';
import type { OwnContent } from '../../upgrade/own-content.ts';
import type { UpgradeReport } from '../../upgrade/upgrade.ts';
import { styleOf } from '../style.ts';
import { upgradeMarkdown } from './markdown.ts';
import { upgradeText } from './text.ts';

/** Format of the JSON document; raised when a field changes its meaning or goes away. */
export const UPGRADE_VERSION = 1;

/** An upgrade of the project's own content, or of files of others. */
export interface UpgradeView {
  readonly report: UpgradeReport;
  /** Of the project's own content. */
  readonly content?: OwnContent;
  /** Of files. */
  readonly skipped?: readonly Skipped[];
}

export function renderUpgrade(
  view: UpgradeView,
  format: 'text' | 'json' | 'markdown',
  { color }: { readonly color: boolean },
): string {
  if (format === 'markdown') return upgradeMarkdown(view);
  if (format === 'text') return upgradeText(view, styleOf(color));
  const { report, ...rest } = view;
  return `${JSON.stringify({ version: UPGRADE_VERSION, ...report, ...rest }, null, 2)}\n`;
}
