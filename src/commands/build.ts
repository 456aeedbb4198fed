import { resolve } from 'node:path';
import { emit } from '../emit/emit.ts';
import type { WriteReport } from '../emit/files.ts';
import { writeOut } from '../emit/files.ts';
import { EXIT } from '../errors.ts';
import { checkModel, printProblems, summaryOf } from './check.ts';
import type { CommandIo } from './io.ts';
import { loadProject } from './load.ts';

/** Compiles, checks and writes `out/`. Writes nothing when a check fails. */
export async function buildCommand(options: { readonly out: string }, io: CommandIo): Promise<number> {
  const compiled = await loadProject(io.projectDir);
  const problems = checkModel(compiled);
  if (problems.length > 0) printProblems(problems, 'text', io.stderr, io);
  if (problems.some(({ severity }) => severity === 'error')) {
    io.stderr.write(`${options.out}/ is as it was: nothing is written while a check fails\n`);
    return EXIT.no;
  }
  const { model } = compiled;
  const report = writeOut(resolve(io.projectDir, options.out), emit(model));
  const minors = model.settings.minors;
  const range = minors.length > 1 ? `${minors[0]} to ${minors.at(-1)}` : minors[0];
  io.stdout.write(`${summaryOf(compiled)}, right for Cilium ${range}\n${summary(options.out, report)}`);
  return EXIT.done;
}

function summary(out: string, { written, unchanged, removed, foreign }: WriteReport): string {
  const counts = [`${written.length} written`, `${unchanged.length} unchanged`, `${removed.length} removed`];
  const kept = foreign.map((path) => `  left alone, not ours: ${path}\n`);
  return `${out}/: ${counts.join(', ')}\n${kept.join('')}`;
}
