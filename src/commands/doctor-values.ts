import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../doctor/finding.ts';
import { fixedValues } from '../doctor/values/fix.ts';
import type { ValuesSource } from '../doctor/values/read.ts';
import { readValues } from '../doctor/values/read.ts';
import { valuesView } from '../doctor/values/view.ts';
import type { View } from '../doctor/view.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Model } from '../model/model.ts';

/** Files and `--set` strings as sources; a file that cannot be read ends the command, as a misspelt path would. */
export function valuesSources(
  files: readonly string[],
  sets: readonly string[],
  projectDir: string,
): readonly ValuesSource[] {
  return [
    ...files.map((name): ValuesSource => ({ name, text: textOf(name, projectDir), kind: 'file' })),
    ...sets.map((text): ValuesSource => ({ name: '--set', text, kind: 'set' })),
  ];
}

function textOf(name: string, projectDir: string): string {
  try {
    return readFileSync(resolve(projectDir, name), 'utf8');
  } catch (cause) {
    throw new UserError(
      `${name} cannot be read: ${messageOf(cause)}`,
      ['--values and --stack-values take files of Helm values'],
      {
        cause,
      },
    );
  }
}

/** What a source of evidence gives: views, and findings of what could not be read. */
export interface Evidence {
  readonly views: readonly View[];
  readonly alone: readonly Finding[];
}

/** What the values say, all of them merged as Helm would; what cannot be read is among the findings beside. */
export function valuesEvidence(sources: readonly ValuesSource[], model: Model): Evidence {
  const { values, findings } = readValues(sources);
  if (findings.length === sources.length) return { views: [], alone: findings };
  const names = [...new Set(sources.map(({ name }) => name))].join(' and ');
  return { views: [valuesView(values, names, model)], alone: findings };
}

/** Before anything is asked: mended values go to a new file, never over one that is there. */
export function assertNew(file: string, projectDir: string): void {
  if (!existsSync(resolve(projectDir, file))) return;
  throw new UserError(`${file} is there already`, ['--fix writes a new file: name another']);
}

/** Writes the mended values to a new file. */
export function writeFixed(
  file: string,
  sources: readonly ValuesSource[],
  findings: readonly Finding[],
  projectDir: string,
): void {
  try {
    writeFileSync(resolve(projectDir, file), fixedValues(sources, findings), { flag: 'wx' });
  } catch (cause) {
    throw new UserError(`${file} cannot be written: ${messageOf(cause)}`, [], { cause });
  }
}
