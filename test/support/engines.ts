import { TestRunner } from 'vitest';
import type { EngineName } from '../../src/scenario/engines.ts';
import { findEngine } from '../../src/scenario/engines.ts';

/**
 * Path of a real server or tool, for a test that needs one. Call it inside a test or a beforeEach.
 * Where the engine is missing, skips the test with the reason on a developer's machine and fails it in CI:
 * a lane that nobody runs proves nothing.
 */
export function requireEngine(name: EngineName): string {
  return findEngine(name) ?? missing(`${name} is missing: \`npm run engines\` obtains it or says how`);
}

/** Skips the running test with the reason on a developer's machine; fails it in CI. */
export function missing(reason: string): never {
  const test = TestRunner.getCurrentTest();
  // Without a running test (beforeAll, top level) there is nothing that could be skipped.
  if (process.env['CI'] || test === undefined) throw new Error(reason);
  return test.context.skip(reason);
}
