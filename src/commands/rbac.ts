import { EXIT, UserError } from '../errors.ts';
import { readSettings } from '../settings/read.ts';
import type { CommandIo } from './io.ts';
import type { TargetOptions } from './targets.ts';
import { chosenTargets } from './targets.ts';

/** Prints the least rights each chosen cluster needs, as YAML to apply. Reaches no cluster. */
export async function printRbac(options: TargetOptions, io: CommandIo): Promise<number> {
  const settings = await readSettings(io.projectDir);
  const named = Object.entries(chosenTargets(options, settings, io.env).kubernetes);
  if (named.length === 0)
    throw new UserError('no cluster among the targets', ['name one: publish: { kubernetes: { prod: {} } }']);
  const { rbac } = await import('../targets/kubernetes/rbac.ts');
  const texts = named.map(([, target]) => rbac(target, target.namespace ?? settings.kubernetes.namespace));
  io.stdout.write(texts.join('---\n'));
  return EXIT.done;
}
