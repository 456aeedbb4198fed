#!/usr/bin/env node
import { join } from 'node:path';
import { launch, PROJECT } from './node.js';

await launch(join(PROJECT, 'src', 'cli.ts'), process.argv.slice(2));
