import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEngines } from '../../src/scenario/engines.ts';
import { runPromtool } from '../../src/scenario/promtool.ts';
import { inTemporaryFolder } from '../../src/scenario/temporary-folder.ts';
import { requireEngine } from '../support/engines.ts';

const OUT = join(import.meta.dirname, '..', '..', 'out');
const rules = readdirSync(join(OUT, 'prometheus/rules')).map((name) => join(OUT, 'prometheus/rules', name));

/** The newest and the oldest of a program that are here. */
function versions(name: 'promtool' | 'amtool'): readonly string[] {
  requireEngine(name);
  return findEngines(name).map(({ path }) => path);
}

describe('what lies in out/', () => {
  it('is taken by every promtool there is: rules without a finding', async () => {
    for (const promtool of versions('promtool')) {
      const { code, output } = await runPromtool(promtool, ['check', 'rules', ...rules]);
      expect(code, output).toBe(0);
      expect(output).not.toMatch(/FAILED|duplicate/);
    }
  }, 60_000);

  it('is taken by every Alertmanager there is: inhibition in a configuration', async () => {
    const inhibition = readFileSync(join(OUT, 'alertmanager/inhibit-rules.yaml'), 'utf8');
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'alertmanager.yml');
      writeFileSync(file, `route: { receiver: none }\nreceivers: [{ name: none }]\n${inhibition}`);
      for (const amtool of versions('amtool')) {
        const { code, output } = await runPromtool(amtool, ['check-config', file]);
        expect(code, output).toBe(0);
        expect(output).toMatch(/[1-9]\d* inhibit rules/);
      }
    });
  }, 60_000);

  it.each(['operator-down', 'operator-restart', 'packet-counters-gone'])(
    'holds a test of %s that the user can run as it is',
    async (name) => {
      const { code, output } = await runPromtool(requireEngine('promtool'), [
        'test',
        'rules',
        join(OUT, `prometheus/tests/${name}.yaml`),
      ]);
      expect(code, output).toBe(0);
    },
    300_000,
  );
});
