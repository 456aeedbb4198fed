import { codes } from '../checks/codes.ts';
import { byPlace, runChecks } from '../checks/run.ts';
import type { Compiled } from '../compile/compile.ts';
import { EXIT } from '../errors.ts';
import type { Problem } from '../model/problem.ts';
import { plural } from '../report/plural.ts';
import type { ProblemFormat } from '../report/problems.ts';
import { renderProblems } from '../report/problems.ts';
import type { CommandIo } from './io.ts';
import { wantsColor } from './io.ts';
import { loadProject } from './load.ts';

/** Checks the content without writing anything. */
export async function checkCommand(options: { readonly format: ProblemFormat }, io: CommandIo): Promise<number> {
  const compiled = await loadProject(io.projectDir);
  const problems = checkModel(compiled);
  printProblems(problems, options.format, io.stdout, io);
  if (problems.length === 0 && options.format === 'text') io.stdout.write(`${summaryOf(compiled)}: no problems\n`);
  return problems.some(({ severity }) => severity === 'error') ? EXIT.no : EXIT.done;
}

/** `9 dashboards, 378 queries`. */
export function summaryOf({ model: { dashboards, queries } }: Compiled): string {
  return `${plural(dashboards.length, 'dashboard')}, ${plural(queries.length, 'query', 'queries')}`;
}

/** Problems of compiling and of all checks, in the order of the report. */
export function checkModel({ model, problems }: Compiled): readonly Problem[] {
  return [...problems, ...runChecks(model)].toSorted(byPlace);
}

export function printProblems(
  problems: readonly Problem[],
  format: ProblemFormat,
  stream: CommandIo['stdout'],
  { env }: CommandIo,
): void {
  stream.write(renderProblems(problems, format, { color: wantsColor(stream, env), rules: codes }));
}
