import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Minor } from '../catalog/minor.ts';
import { isMinor, MINORS } from '../catalog/minor.ts';
import type { Compiled, Content } from '../compile/compile.ts';
import { emit } from '../emit/emit.ts';
import { EXIT, UserError } from '../errors.ts';
import type { BoardCost, RecordedCosts } from '../model/costs.ts';
import { COSTS_FILE } from '../model/costs.ts';
import type { Model } from '../model/model.ts';
import type { EngineName } from '../scenario/engines.ts';
import { findEngine } from '../scenario/engines.ts';
import type { ProofReport } from '../scenario/proof.ts';
import { isProven } from '../scenario/proof.ts';
import { prove } from '../scenario/prove.ts';
import { renderProof } from '../scenario/render-proof.ts';
import type { ProofEngines } from '../scenario/with-prometheus.ts';
import { readSettings } from '../settings/read.ts';
import type { Settings } from '../settings/settings.ts';
import type { CommandIo } from './io.ts';
import { compileProject, readContent } from './load.ts';

export interface TestOptions {
  readonly minors?: readonly string[];
  readonly nodes?: number;
  readonly format: 'text' | 'json';
  /** File the report is also written to, as JSON; relative to the project. */
  readonly report?: string;
  /** Writes what opening each board costs to costs.json, for `ciliascope diff`. */
  readonly record?: boolean;
}

/**
 * Proves on a real Prometheus that every query of the project returns data.
 * @param find where the programs are; `npm run engines` puts them into the package's own folder, not the project's
 */
export async function testCommand(
  options: TestOptions,
  io: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined = findEngine,
): Promise<number> {
  const engines = { prometheus: find('prometheus', io.env), promtool: find('promtool', io.env) };
  if (!isComplete(engines)) throw new UserError('no Prometheus to prove on', ['npm run engines']);
  const [settings, content] = await Promise.all([readSettings(io.projectDir), readContent(io.projectDir)]);
  const minors = minorsOf(options.minors, settings.minors);
  const nodes = nodesOf(options.nodes ?? 3);
  const progress = progressOn(io.stderr);
  const report = await prove({
    settings,
    minors,
    nodes,
    engines,
    compileFor: (wanted) => modelOf(compileProject(content, wanted, io.projectDir)),
    onProgress: progress.show,
  }).finally(progress.clear);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (options.report) writeFileSync(resolve(io.projectDir, options.report), json);
  if (options.record) writeFileSync(resolve(io.projectDir, COSTS_FILE), costsText(report, settings, content, io));
  io.stdout.write(options.format === 'json' ? json : renderProof(report));
  return report.queries.every(isProven) ? EXIT.done : EXIT.no;
}

/** Costs in the newest of the proven minors, bound to the JSON of the boards. */
function costsText(report: ProofReport, settings: Settings, content: Content, io: CommandIo): string {
  const cilium = report.minors.at(-1) ?? '';
  const artifacts = emit(modelOf(compileProject(content, settings, io.projectDir)));
  const boards = report.costs
    .filter(({ lane }) => lane === cilium)
    .flatMap(({ dashboard, onOpenQueries, samplesOnOpen }): [string, BoardCost][] => {
      const board = artifacts.find(({ kind, uid }) => kind === 'dashboard' && uid === dashboard);
      if (!board) return [];
      const sha256 = createHash('sha256').update(board.text).digest('hex');
      return [[dashboard, { sha256, queries: onOpenQueries, samples: samplesOnOpen }]];
    });
  const costs: RecordedCosts = { version: 1, nodes: report.nodes, cilium, boards: Object.fromEntries(boards) };
  return `${JSON.stringify(costs, null, 2)}\n`;
}

/** A definition that throws is missing from the model: nothing could be proven about it. */
function modelOf({ model, problems }: Compiled): Model {
  if (problems.length === 0) return model;
  throw new UserError(
    'the content does not compile',
    problems.map(({ place, message }) => `${place.file}:${place.line ?? 1} ${message}`),
  );
}

function isComplete(engines: Partial<Record<keyof ProofEngines, string | undefined>>): engines is ProofEngines {
  return engines.prometheus !== undefined && engines.promtool !== undefined;
}

function minorsOf(asked: readonly string[] | undefined, configured: readonly Minor[]): readonly Minor[] {
  if (!asked) return configured;
  return asked.map((minor) => {
    if (!isMinor(minor)) throw new UserError(`"${minor}" is no Cilium minor`, [`known: ${MINORS.join(', ')}`]);
    if (!configured.includes(minor)) {
      throw new UserError(`Cilium ${minor} is not configured`, [
        `cilium in ciliascope.config.ts: ${configured.join(', ')}`,
      ]);
    }
    return minor;
  });
}

function nodesOf(nodes: number): number {
  if (Number.isInteger(nodes) && nodes >= 1 && nodes <= 1000) return nodes;
  throw new UserError(`--nodes takes a whole number from 1 to 1000, not ${nodes}`);
}

/** One line that is written over and over; only on a terminal. */
function progressOn(stderr: CommandIo['stderr']) {
  const write = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
  };
  return { show: write, clear: () => write('') };
}
