import { minorsIn } from '../catalog/minor.ts';
import { EXIT, UserError } from '../errors.ts';
import { printable } from '../report/printable.ts';
import { renderUpgrade } from '../report/upgrade/render.ts';
import { readSettings } from '../settings/read.ts';
import { upgradeForeign } from '../upgrade/foreign/upgrade-foreign.ts';
import { upgradeOwn } from '../upgrade/own-content.ts';
import type { UpgradeRange } from '../upgrade/range.ts';
import { upgradeRange } from '../upgrade/range.ts';
import { breaks } from '../upgrade/upgrade.ts';
import { checkModel } from './check.ts';
import { readForeign, settingsFor } from './foreign.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { compileProject, readContent } from './load.ts';

export interface UpgradeOptions {
  /** Minors, or patch releases of them. */
  readonly from: string;
  readonly to: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Says what an upgrade of Cilium does to boards and rules: the project's own, or those of files. Only reads. */
export async function upgradeCommand(
  paths: readonly string[],
  options: UpgradeOptions,
  io: CommandIo,
): Promise<number> {
  const range = upgradeRange(options.from, options.to);
  return paths.length === 0 ? ofContent(range, options, io) : ofFiles(paths, range, options, io);
}

async function ofContent(range: UpgradeRange, { format }: UpgradeOptions, io: CommandIo): Promise<number> {
  const { projectDir } = io;
  const [settings, content] = await Promise.all([readSettings(projectDir), readContent(projectDir)]);
  const minors = minorsIn({ from: range.from, until: range.to });
  const deployed = compileProject(content, settings, projectDir);
  const wide = compileProject(content, { ...settings, minors }, projectDir);
  const view = upgradeOwn(deployed.model, wide.model, checkModel(wide), range);
  io.stdout.write(renderUpgrade(view, format, { color: wantsColor(io.stdout, io.env) }));
  return breaks(view.report) ? EXIT.no : EXIT.done;
}

async function ofFiles(
  paths: readonly string[],
  range: UpgradeRange,
  { format }: UpgradeOptions,
  io: CommandIo,
): Promise<number> {
  const read = readForeign(paths, io.projectDir);
  const { report, skipped, faults } = upgradeForeign(read.files, await settingsFor(io.projectDir), range);
  const all = [...read.faults, ...faults].map(({ path, message }) => printable(`${path} ${message}`));
  if (all.length > 0 && report.queries === 0) {
    throw new UserError('there is nothing to look at', [...all, 'name dashboards (.json) or rule files (.yaml)']);
  }
  io.stdout.write(renderUpgrade({ report, skipped }, format, { color: wantsColor(io.stdout, io.env) }));
  for (const fault of all) io.stderr.write(`ciliascope: ${fault}\n`);
  if (all.length > 0) return EXIT.cannot;
  return breaks(report) ? EXIT.no : EXIT.done;
}
