import { checksum } from '../../plan/checksum.ts';
import type { Desired } from '../../plan/resource.ts';

/** A rule file of the build. */
export interface RuleFile {
  /** Without folder and extension. */
  readonly name: string;
  readonly text: string;
}

/** Rule files as they are to lie in the folder, without the line that proves them ours. */
export function ruleFilesDesired(files: readonly RuleFile[]): readonly Desired[] {
  return files.map(({ name, text }) => ({
    id: `rule-file/${name}.yaml`,
    kind: 'rule-file',
    title: `${name}.yaml`,
    content: { text },
    checksum: checksum(text),
  }));
}
