import { dirname, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { MINORS } from './catalog/minor.ts';
import type { CommentOptions } from './commands/comment.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { EstimateOptions } from './commands/estimate.ts';
import type { CommandIo } from './commands/io.ts';
import type { PlanOptions } from './commands/plan.ts';
import type { PreviewOptions } from './commands/preview.ts';
import type { PublishOptions } from './commands/publish.ts';
import type { TestOptions } from './commands/test.ts';
import type { UpgradeOptions } from './commands/upgrade.ts';
import { EXIT, messageOf, RemoteError, UserError } from './errors.ts';

/** Commands are loaded when they are called, so that `--help` stays fast. */
function program(io: CommandIo, done: (code: number) => void): Command {
  const cli = new Command('ciliascope')
    .description('Cilium and Hubble observability as code: dashboards that are checked, compiled and proven.')
    .helpCommand(false)
    .showHelpAfterError('(see ciliascope --help)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  cli
    .command('build')
    .description('compile and check the content, then write out/')
    .option('--out <folder>', 'where to write, relative to the project', 'out')
    .action(async (options: { out: string }) => {
      const { buildCommand } = await import('./commands/build.ts');
      done(await buildCommand(options, io));
    });
  cli
    .command('check')
    .description('check the content without writing anything')
    .addOption(
      new Option('--format <format>', 'how to print problems')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .action(async (options: { format: 'text' | 'json' | 'sarif' | 'github' }) => {
      const { checkCommand } = await import('./commands/check.ts');
      done(await checkCommand(options, io));
    });
  cli
    .command('test')
    .description('prove on a real Prometheus that every query returns data')
    .option('--minor <minor...>', 'Cilium minors to prove (default: those configured)')
    .option('--nodes <count>', 'nodes of the synthetic cluster', Number, 3)
    .option('--report <file>', 'write the report as JSON')
    .option('--record', 'write what opening each board costs to costs.json, for `ciliascope diff`', false)
    .addOption(new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text'))
    .action(async (options: Omit<TestOptions, 'minors'> & { readonly minor?: string[] }) => {
      const { testCommand } = await import('./commands/test.ts');
      const { minor, ...rest } = options;
      done(await testCommand({ ...rest, ...(minor ? { minors: minor } : {}) }, io));
    });
  cli
    .command('incidents')
    .description('run the incidents against all rules with promtool: what must fire, what must stay silent')
    .argument('[names...]', 'parts of names (default: all)')
    .option('--times', 'print when each alert fired', false)
    .option('--vary', 'run each under counter resets, without cluster label, and beside a healthy cluster', false)
    .action(async (names: string[], options: { times: boolean; vary: boolean }) => {
      const { incidentsCommand } = await import('./commands/incidents.ts');
      done(await incidentsCommand({ names, ...options }, io));
    });
  cli
    .command('diff')
    .description('say what changed in out/ since a commit, or between two boards, rule files or folders')
    .argument('[base]', 'commit, branch, folder or file (default: where the work left the default branch)')
    .argument('[head]', 'the same (default: out/ as it is now)')
    .option('--out <folder>', 'what the build writes, relative to the project', 'out')
    .option('--exit-code', 'exit with 1 when something changed', false)
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'markdown', 'json']).default('text'))
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      const { diffCommand } = await import('./commands/diff.ts');
      done(
        await diffCommand(
          [base, head].filter((name) => name !== undefined),
          options,
          io,
        ),
      );
    });
  cli
    .command('comment')
    .description('keep one comment of a pull request equal to a file; for GitHub Actions and GitLab CI')
    .argument('<file>', 'Markdown, as `diff --format markdown` prints it')
    .option('--name <name>', 'tells several comments of one pull request apart', 'diff')
    .option('--pull <number>', 'pull or merge request (default: that of the run)', Number)
    .option('--account <login>', 'whose comments are ours, on GitHub', 'github-actions[bot]')
    .option('--no-create', 'only bring an existing comment up to date')
    .action(async (file: string, options: CommentOptions) => {
      const { commentCommand } = await import('./commands/comment.ts');
      done(await commentCommand(file, options, io));
    });
  cli
    .command('preview')
    .description('write boards, SLOs and alerts as one HTML page that needs nothing else')
    .option('--out <file>', 'file to write, relative to the project', 'preview.html')
    .option('--base <base>', 'commit, branch or folder to show beside it: before and after')
    .option('--only <uid...>', 'only these boards (default: all)')
    .option('--prometheus <url>', 'draw panels with values of this Prometheus; PROMETHEUS_TOKEN')
    .option(
      '--synthetic <scenario>',
      'draw panels with values of a synthetic cluster: healthy, everything-on, or one of its faults',
    )
    .option('--watch', 'serve it on this machine, and build it anew while content is edited', false)
    .addOption(new Option('--reloads').hideHelp())
    .action(async (options: PreviewOptions) => {
      const { previewCommand } = await import('./commands/preview.ts');
      done(await previewCommand(options, io));
    });
  const estimating = cli
    .command('estimate')
    .description('say how many series values of hubble.metrics.enabled make, and which is enough')
    .argument('[values...]', 'values to compare, as in Helm values (default: that of the settings)')
    .option('--assume <name=number...>', 'replace an assumption about traffic', [])
    .option('--days <number>', 'days without a restart of agents', '7')
    .option('--budget <series>', 'exit with 1 when a value makes more')
    .option('--prometheus <url>', 'measure the cluster, and compare with what is there; PROMETHEUS_TOKEN')
    .addOption(new Option('--minor <minor>', 'Cilium minor (default: the newest configured)').choices([...MINORS]))
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown']).default('text'),
    );
  for (const field of ['nodes', 'pods', 'workloads', 'namespaces', 'pairs', 'services', 'rollouts']) {
    const meaning =
      field === 'pairs' ? 'pairs of workloads that talk' : field === 'rollouts' ? 'rollouts a day' : field;
    estimating.option(`--${field} <number>`, `${meaning} of the cluster`);
  }
  estimating.action(async (values: string[], options: EstimateOptions) => {
    const { estimateCommand } = await import('./commands/estimate.ts');
    done(await estimateCommand(values, options, io));
  });
  cli
    .command('upgrade')
    .description('say what an upgrade of Cilium changes under the boards and rules, or under those of files')
    .argument('[files...]', "anybody's dashboards (.json) and rule files (.yaml)")
    .requiredOption('--from <minor>', 'Cilium minor that runs now')
    .requiredOption('--to <minor>', 'Cilium minor it is upgraded to')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown']).default('text'))
    .action(async (files: string[], options: UpgradeOptions) => {
      const { upgradeCommand } = await import('./commands/upgrade.ts');
      done(await upgradeCommand(files, options, io));
    });
  cli
    .command('doctor')
    .description('say what keeps boards from answering, and what to write where; only reads')
    .option('--values <file...>', "files of Cilium's Helm values, merged as Helm does", [])
    .option('--set <string...>', "what Helm's --set takes, or the whole line of a shell", [])
    .option('--stack-values <file...>', 'files of values of kube-prometheus-stack', [])
    .option('--release <name>', 'Helm release of that stack', 'kube-prometheus-stack')
    .option('--metrics <file-or-url...>', 'what processes show on /metrics', [])
    .option('--fix <file>', 'write the values, mended, to a new file')
    .option('--prometheus <url>', 'a Prometheus to ask; PROMETHEUS_TOKEN, or PROMETHEUS_USER and PROMETHEUS_PASSWORD')
    .option('--grafana <url>', 'a Grafana to ask; GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD')
    .option('--dashboard <file...>', "anybody's dashboards (.json)", [])
    .option('--rules <file...>', "anybody's rule files or PrometheusRules (.yaml)", [])
    .option('--all', 'name every panel and alert', false)
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown']).default('text'))
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      done(await doctorCommand(options, io));
    });
  const publishing = (command: Command) =>
    command
      .option('--target <name...>', 'only these targets of the settings (default: all)')
      .option(
        '--grafana <url>',
        'a Grafana that is not in the settings; GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD',
      )
      .option('--kubeconfig <file>', 'a cluster that is not in the settings')
      .option('--context <name>', 'context of the kubeconfig')
      .option('--namespace <name>', 'namespace in that cluster')
      .option('--overwrite-drift', 'replace what others edited since it was published', false)
      .option('--adopt', 'take over what was there before and has our names', false)
      .option('--no-prune', 'keep what is ours but no longer in the source');
  publishing(cli.command('plan').description('say what publishing would change; only reads'))
    .option('--save <file>', 'write the plan for `publish FILE`')
    .option('--exit-code', 'exit with 1 when there is something to publish', false)
    .addOption(
      new Option('--format <format>', 'how to print the plan').choices(['text', 'json', 'markdown']).default('text'),
    )
    .action(async (options: PlanOptions) => {
      const { planCommand } = await import('./commands/plan.ts');
      done(await planCommand(options, io));
    });
  publishing(cli.command('publish').description('bring dashboards and rules to Grafana and the cluster, as planned'))
    .argument('[plan]', 'a plan saved by `ciliascope plan --save`: only what it lists is written')
    .option('--yes', 'do not ask', false)
    .option('--print-rbac', 'print the least rights that a cluster target needs, and do nothing', false)
    .action(async (plan: string | undefined, options: PublishOptions) => {
      const { publishCommand } = await import('./commands/publish.ts');
      done(await publishCommand(plan, options, io));
    });
  cli
    .command('engines')
    .description('find or fetch the real Prometheus, promtool and Alertmanager that `test` runs against')
    .action(async () => {
      const { enginesCommand } = await import('./commands/engines.ts');
      done(await enginesCommand(io));
    });
  return cli;
}

/** Runs one command line. The only place that turns an error into an exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.done;
  try {
    await program(io, (result) => {
      code = result;
    }).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, { stderr }: CommandIo): number {
  // commander has printed its own message, and uses 1 for usage errors
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.cannot;
  if (error instanceof UserError || error instanceof RemoteError) {
    stderr.write(`ciliascope: ${error.message}\n${error.hints.map((hint) => `  ${hint}\n`).join('')}`);
    return EXIT.cannot;
  }
  const stack = error instanceof Error ? error.stack : messageOf(error);
  stderr.write(`ciliascope: this is a bug, please report it\n${stack}\n`);
  return EXIT.cannot;
}

/** The project a command works on: the nearest folder upwards that holds a settings file, else the current one. */
async function findProject(from: string): Promise<string> {
  const { existsSync } = await import('node:fs');
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    if (existsSync(resolve(dir, 'ciliascope.config.ts'))) return dir;
    if (dirname(dir) === dir) return resolve(from);
  }
}

/** The first Ctrl-C asks for an orderly end, the second one does not ask. */
function interrupts(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

if (process.argv[1] === import.meta.filename) {
  // `| head` closes the pipe when it has seen enough
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.done);
  });
  const io: CommandIo = {
    projectDir: await findProject(process.cwd()),
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    interrupts,
    env: process.env,
  };
  process.exitCode = await run(process.argv.slice(2), io);
}
