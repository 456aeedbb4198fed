import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';
import { benchSamples } from './samples.ts';

process.stdout.write(`${benchBuild()}\n`);
process.stdout.write(`${benchCheck()}\n`);
process.stdout.write(await benchSamples());
