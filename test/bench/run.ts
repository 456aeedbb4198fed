import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';

process.stdout.write(`${benchCheck()}\n`);
process.stdout.write(`${benchBuild()}\n`);
