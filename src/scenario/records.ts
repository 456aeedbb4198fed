import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { RecordingRule } from '../model/rules.ts';
import { familiesIn, isRecordName } from '../promql/families.ts';
import { startPrometheus } from './prometheus.ts';
import { runPromtool } from './promtool.ts';
import type { Timeline } from './timeline.ts';
import type { ProofEngines } from './with-prometheus.ts';

/** Recorded series that expressions read, and what must be there to record them. */
export interface RecordsRead {
  /** Rules in the order they can be evaluated: each level reads scraped series and the levels before it. */
  readonly levels: readonly (readonly RecordingRule[])[];
  /** Families that the rules read. */
  readonly families: ReadonlySet<string>;
}

/** Those of the rules that record what the expressions read, straight or through other records. */
export function recordsRead(exprs: readonly string[], rules: readonly RecordingRule[]): RecordsRead {
  const byName = Map.groupBy(rules, ({ record }) => record);
  const depths = new Map<string, number>();
  const families = new Set<string>();
  /** How many records stand one on another under this one. A record that reads its own past stands on the others. */
  const depthOf = (record: string): number => {
    const known = depths.get(record);
    if (known !== undefined) return known;
    depths.set(record, 0);
    const read = (byName.get(record) ?? []).flatMap(({ query }) => [...familiesIn(query.expr)]);
    for (const name of read) if (!isRecordName(name)) families.add(name);
    const depth = 1 + Math.max(0, ...read.filter(isRecordName).map(depthOf));
    depths.set(record, depth);
    return depth;
  };
  for (const name of exprs.flatMap((expr) => [...familiesIn(expr)])) if (isRecordName(name)) depthOf(name);
  const levels: RecordingRule[][] = [];
  for (const [record, depth] of depths) {
    levels[depth - 1] ??= [];
    levels[depth - 1]?.push(...(byName.get(record) ?? []));
  }
  return { levels: levels.filter((level) => level.length > 0), families };
}

/**
 * The rule's expression without the rule's own labels on what it returns. promtool asks for a range and then labels the
 * series of the answer: in `A or 0 * B` the two sides may differ in just those labels, and of two series that become one
 * it loses the older samples. A sum has one series; label_replace refuses the range (Prometheus 3). At each time there is
 * one value to sum, or the rule would fail in a Prometheus.
 */
export function unlabelledExpr(labels: RecordingRule['labels'], expr: string): string {
  return `sum without (${Object.keys(labels).join(', ')}) (${expr})`;
}

/**
 * Writes the records into blocks under `<folder>/data`, as promtool evaluates them on what is there: a level at a time,
 * since a Prometheus reads new blocks when it starts.
 */
export async function writeRecords(
  { levels }: RecordsRead,
  engines: ProofEngines,
  { start, end, step }: Timeline,
  folder: string,
): Promise<void> {
  for (const [index, rules] of levels.entries()) {
    // relative: promtool derives the times of evaluation from the path it is given
    const file = `records-${index}.json`;
    const group = rules.map(({ record, labels, query }) => ({
      record,
      labels,
      expr: unlabelledExpr(labels, query.expr),
    }));
    // a rule file is YAML, and JSON is YAML
    writeFileSync(join(folder, file), JSON.stringify({ groups: [{ name: 'records', rules: group }] }));
    const server = await startPrometheus(engines.prometheus, folder);
    try {
      const { code, output } = await runPromtool(
        resolve(engines.promtool),
        [
          ...['tsdb', 'create-blocks-from', 'rules', `--start=${start}`, `--end=${end}`, `--eval-interval=${step}s`],
          ...[`--url=${server.url}`, '--output-dir=data', file],
        ],
        folder,
      );
      if (code !== 0)
        throw new UserError('promtool could not evaluate the records', output.trim().split('\n').slice(-3));
    } finally {
      await server.stop();
    }
  }
}
