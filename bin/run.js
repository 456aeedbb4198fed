#!/usr/bin/env node
// usage: run.js FILE ARGS: runs any TypeScript file of the project; FILE as seen from here, else from the project's folder.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { launch, PROJECT } from './node.js';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: run.js FILE ARGS\n');
  process.exitCode = 2;
} else {
  const here = resolve(file);
  await launch(existsSync(here) ? here : resolve(PROJECT, file), args);
}
