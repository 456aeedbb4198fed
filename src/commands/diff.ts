import { diff } from '../diff/diff.ts';
import { EXIT, UserError } from '../errors.ts';
import { renderDiff } from '../report/diff/render.ts';
import { changedModules } from './git.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { sidesOf } from './sides.ts';

export interface DiffOptions {
  readonly format: 'text' | 'markdown' | 'json';
  readonly exitCode: boolean;
  /** Folder that the build writes, relative to the project. */
  readonly out: string;
}

/** Says what changed between two versions of the compiled content, or of any dashboards and rules. Only reads. */
export async function diffCommand(names: readonly string[], options: DiffOptions, io: CommandIo): Promise<number> {
  const { before, after, commit } = sidesOf(names, options.out, io.projectDir);
  const modules = commit === undefined ? [] : changedModules(io.projectDir, commit);
  const { report, faults } = diff(before, after, modules);
  if (faults.length > 0) {
    throw new UserError(
      'some files cannot be compared',
      faults.map(({ side, path, message }) => `${side}: ${path} ${message}`),
    );
  }
  io.stdout.write(renderDiff(report, options.format, { color: wantsColor(io.stdout, io.env) }));
  const same = report.objects.length + report.shared.length + report.risks.length === 0;
  return options.exitCode && !same ? EXIT.no : EXIT.done;
}
