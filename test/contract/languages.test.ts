import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Pages } from '../support/translation.ts';
import { badLinks, korean, outOfStep } from '../support/translation.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const pages: Pages = (path) => {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
};
const TRANSLATED = ['README.md', 'docs/guides/getting-started.md'];

describe('pages in two languages', () => {
  it('are all held to each other', () => {
    const found = globSync('{*,docs/**/*}.ko.md', { cwd: ROOT }).sort();
    expect(found).toEqual(TRANSLATED.map(korean).sort());
  });

  it.each(TRANSLATED)('%s says the same in Korean', (path) => {
    expect(outOfStep(path, pages)).toEqual([]);
  });

  it.each([...TRANSLATED, ...TRANSLATED.map(korean)])('%s links to what exists', (path) => {
    expect(badLinks(path, pages)).toEqual([]);
  });

  it.each(TRANSLATED)('%s and its translation link to each other', (path) => {
    const name = path.split('/').at(-1) ?? '';
    expect(pages(path)).toContain(`English · [한국어](${korean(name)})`);
    expect(pages(korean(path))).toContain(`[English](${name}) · 한국어`);
  });
});

const PAGE = `# Boards

Run \`npm ci\` first, then look at [the rules](rules.md#slos).

## Build

- one
  that is long
- two

\`\`\`bash
npm run build   # compile
curl http://localhost:9090/#/graph
\`\`\`

| what | why |
|---|---|
| \`a\\|b\` | c |
`;
const TRANSLATION = `<!-- words -->
# 대시보드

\`npm ci\`를 먼저 실행하고 [규칙](rules.md#slos)을 보십시오.

## 빌드

- 하나
- 둘은
  깁니다

\`\`\`bash
npm run build      # 컴파일
curl http://localhost:9090/#/graph
\`\`\`

| 무엇 | 왜 |
|---|---|
| \`a\\|b\` | 다 |
`;
const RULES = '# Rules\n\n## SLOs\n';

/** The two pages, one of them tampered with. */
const sample = (from: string | RegExp, to: string, more: Readonly<Record<string, string>> = {}): Pages => {
  const files: Readonly<Record<string, string>> = {
    'page.md': PAGE,
    'page.ko.md': TRANSLATION.replace(from, to),
    'rules.md': RULES,
    ...more,
  };
  return (path) => files[path];
};

const BUILD = 'page.ko.md:6 "## 빌드" (page.md:5 "## Build"): ';

describe('a translation that is out of step', () => {
  it('is none when only words differ', () => {
    expect(outOfStep('page.md', sample('', ''))).toEqual([]);
    expect(badLinks('page.ko.md', sample('', ''))).toEqual([]);
  });

  it.each([
    ['a list item', '- 하나\n', '', [`${BUILD}1 list items, in English 2`]],
    [
      'a table row',
      '| `a\\|b` | 다 |\n',
      '',
      [`${BUILD}1 table rows, in English 2`, `${BUILD}inline code a\\|b is missing`],
    ],
    [
      'a command in a block',
      'npm run build ',
      'npm run bild ',
      [`${BUILD}code block 1 differs in "npm run bild # ...", in English "npm run build # ..."`],
    ],
    [
      'a comment in a block',
      '      # 컴파일',
      '',
      [`${BUILD}code block 1 differs in "npm run build", in English "npm run build # ..."`],
    ],
    ['a whole block', /```[\s\S]*```\n/, '', [`${BUILD}0 code blocks, in English 1`]],
    [
      'words left in English',
      '- 하나',
      '- this one was forgotten',
      [`${BUILD}"- this one was forgotten" is not translated`],
    ],
  ])('is named by its section: %s', (_, from, to, expected) => {
    expect(outOfStep('page.md', sample(from, to))).toEqual(expected);
  });

  it('names a command and a link that changed', () => {
    const found = outOfStep(
      'page.md',
      sample('`npm ci`를 먼저 실행하고 [규칙](rules.md', '`npm i`를 실행하고 [규칙](rule.md'),
    );
    const at = 'page.ko.md:2 "# 대시보드" (page.md:1 "# Boards"): ';
    const what = ['inline code npm ci is missing', 'inline code npm i is not in English', 'link rules.md is missing'];
    expect(found).toEqual([...what, 'link rule.md is not in English'].map((text) => at + text));
  });

  it('names the section that the other page lacks', () => {
    expect(outOfStep('page.md', sample(/## 빌드[\s\S]*/, ''))).toEqual([
      'page.md has 2 sections and page.ko.md 1, or their levels differ',
      'page.md:5 "## Build": no section of page.ko.md has its level, code and links',
    ]);
  });

  it('names links that lead nowhere, or into English where there is Korean', () => {
    expect(badLinks('page.ko.md', sample('rules.md', 'rule.md'))).toEqual([
      'page.ko.md "# 대시보드": rule.md#slos does not exist',
    ]);
    expect(badLinks('page.ko.md', sample('#slos', '#slo'))).toEqual([
      'page.ko.md "# 대시보드": rules.md#slo: rules.md has no such heading',
    ]);
    expect(badLinks('page.ko.md', sample('', '', { 'rules.ko.md': RULES }))).toEqual([
      'page.ko.md "# 대시보드": rules.md#slos has a Korean page',
    ]);
  });
});
