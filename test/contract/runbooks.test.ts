import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookupSeries } from '../../src/catalog/lookup.ts';
import { recordingRules } from '../../src/model/rules.ts';
import { walk } from '../../src/promql/ast.ts';
import { parsePromql } from '../../src/promql/parse.ts';
import { exposureOf } from '../../src/settings/exposure.ts';
import { alertsOf, pack } from '../support/pack.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const pages = globSync('docs/alerts/*.md', { cwd: ROOT }).filter((page) => basename(page) !== 'README.md');
const model = pack({ cilium: { from: '1.16', until: '1.20' } }, { incidents: [] });
// an alert on a metric that older minors lack is left out where those are configured
const newest = pack({ cilium: '1.20' }, { incidents: [] });
const alerts = [...new Set([model, newest].flatMap(alertsOf).map(({ alert }) => alert))].sort();
const records = new Set(recordingRules(model).map(({ record }) => record));
const exposure = exposureOf(model.settings);

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
    ([, language = '', text = '']) => ({
      page,
      language,
      text,
    }),
  ),
);

/** Why a query of a runbook cannot be answered; undefined when it can. */
function fault(text: string): string | undefined {
  const { root, fault: syntax } = parsePromql(text.trim());
  if (!root || syntax) return `no PromQL: ${JSON.stringify(syntax)}`;
  let wrong: string | undefined;
  walk(root, (node) => {
    if (node.kind !== 'selector' || !node.name || wrong) return;
    const { name } = node;
    if (name === 'ALERTS' || records.has(name)) return;
    const known = model.settings.minors.some((minor) => 'forms' in lookupSeries(name, minor, exposure));
    if (!known) wrong = `${name} is exposed by no Cilium from 1.16 to 1.20`;
  });
  return wrong;
}

describe('the runbooks', () => {
  it('are one for every alert, and none besides', () => {
    expect(pages.map((page) => basename(page, '.md')).sort()).toEqual(alerts);
  });

  it.each(pages)(
    '%s is called like its alert, and says meaning, impact, causes, what to do and when it is false',
    (page) => {
      const headings = readFileSync(join(ROOT, page), 'utf8').match(/^##? .*$/gm) ?? [];
      expect(headings[0]).toBe(`# ${basename(page, '.md')}`);
      const sections = headings.slice(1).filter((heading) => heading.startsWith('## '));
      for (const section of ['## Meaning', '## Impact', '## Causes', '## What to do', '## False alarms']) {
        expect(sections).toContain(section);
      }
    },
  );

  it('ask only for series that exist, in PromQL that parses', () => {
    const queries = blocks.filter(({ language }) => language === 'promql');
    expect(queries.length).toBeGreaterThan(pages.length / 2);
    // a block may hold several queries, with an empty line or a comment between them
    const wrong = queries.flatMap(({ page, text }) =>
      text
        .split(/\n\s*\n/)
        .map((query) => query.replaceAll(/^\s*#.*$/gm, ''))
        .filter((query) => query.trim() !== '')
        .flatMap((query) => fault(query) ?? [])
        .map((reason) => `${page}: ${reason}`),
    );
    expect(wrong).toEqual([]);
  });
});
