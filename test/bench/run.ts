import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findEngine } from '../../src/scenario/engines.ts';
import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';
import { benchIncumbents } from './cost-page.ts';
import { benchDiff } from './diff.ts';
import { benchDoctor } from './doctor.ts';
import { benchPublish } from './publish.ts';
import { benchRuleCompiler, benchRuleGroups } from './rules.ts';
import { benchSamples } from './samples.ts';
import { benchSloWindows } from './slo-windows.ts';

/** As many as a Prometheus of 8 GiB takes beside the load generator, within minutes of backfill on two cores. */
const RULE_NODES = 200;
/** Six hours of every series. */
const WINDOW_NODES = 20;

process.stdout.write(`${benchBuild()}\n`);
process.stdout.write(`${benchCheck()}\n`);
process.stdout.write(`${benchDiff(1000)}\n`);
process.stdout.write(`${await benchPublish(1000)}\n`);
// a program of its own: only there do types know a browser
spawnSync(process.execPath, [join(import.meta.dirname, '..', 'preview', 'browser', 'bench.ts')], { stdio: 'inherit' });
process.stdout.write(await benchSamples());
process.stdout.write(`\n${await benchIncumbents()}`);
process.stdout.write(`\n${benchRuleCompiler()}`);
const [prometheus, promtool] = [findEngine('prometheus'), findEngine('promtool')];
if (prometheus && promtool) {
  process.stdout.write(await benchDoctor(prometheus, [2000, 5000]));
  process.stdout.write(await benchRuleGroups({ prometheus, promtool }, RULE_NODES));
  process.stdout.write(`\n${await benchSloWindows({ prometheus, promtool }, WINDOW_NODES)}`);
} else {
  process.stdout.write('cost of the rules: not measured, no Prometheus (npm run engines)\n');
}
