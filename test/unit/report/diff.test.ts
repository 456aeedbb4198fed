import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/diff/diff.ts';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { renderDiff } from '../../../src/report/diff/render.ts';
import { asHtml, readable } from '../../support/review.ts';

const board = (title: string, panels: readonly JsonObject[], more: JsonObject = {}) => ({
  path: 'board.json',
  text: JSON.stringify({ uid: 'b', title, panels, ...more }),
});
const panel = (title: string, expr: string, more: JsonObject = {}): JsonObject => ({
  id: 1,
  title,
  type: 'stat',
  targets: [{ refId: 'A', expr }],
  ...more,
});
const markdown = (
  before: readonly { path: string; text: string }[],
  after: readonly { path: string; text: string }[],
) => renderDiff(diff({ name: 'a', files: before }, { name: 'b', files: after }).report, 'markdown', { color: false });

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details></summary><h1>owned</h1>',
  '[click](javascript:alert(1))',
  '![pixel](https://evil.example/p.png)',
  '@org/everyone and #1 and GH-1',
  'https://evil.example www.evil.example',
  '`code` ``` ```` ~~~ ',
  '| a | b |\n|---|---|\n| c | d |',
  '# heading\n- list\n1. one\n> quote\n---\n===',
  '**bold** _it_ ~~gone~~ $x$ \\',
  '&lt;b&gt; &#60;script&#62;',
  '\u202Eright to left\u0007\u001b[31m',
  ']]> <!-- comment --> <?php ?>',
  '${jndi:x} {{ template }} %0a::error::owned',
];

/** Without blanks, marks and what cannot be seen: what is left of a text however it is quoted. */
const letters = (text: string) => text.replace(/[^a-z0-9]/gi, '');

describe('the comment of a pull request', () => {
  it.each(HOSTILE)('shows %j as it is, wherever it stands, and nothing else', (text) => {
    const calm = markdown([board('B', [panel('P', 'up')])], [board('B2', [panel('P2', 'down', { description: 'x' })])]);
    const after = [
      board(text, [
        panel(text, `up{label="${text.replace(/[\\"\n]/g, '')}"}`, {
          description: text,
          fieldConfig: { defaults: { unit: text } },
        }),
        panel(`${text} 2`, 'up', { id: 2, links: [{ title: text, url: text }] }),
      ]),
    ];
    const said = markdown([board('B', [panel('P', 'up')])], after);
    const html = asHtml(said);
    const own = html.replace(/<\/?(details|summary|b|code|pre|ul|li|p|h3|strong)( class="language-\w+")?>/g, '');
    expect(own).not.toMatch(/<[a-z/!?]/i);
    expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
    expect(asHtml(calm).match(/<h\d/g)).toEqual(html.match(/<h\d/g));
    expect(html).not.toMatch(/@org|#1\b|:\/\/evil|www\.evil/);
    expect(said).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
    // what cannot be printed is spelled out, so that only the rest can be looked for
    const words = letters((text.split('\n')[0] ?? '').replace(/\p{Cc}|\u202e/gu, ''));
    if (!/\p{Cc}|\u202e/u.test(text)) expect(letters(readable(html))).toContain(words);
  });

  it('stays below the limit of GitHub however much changed, and keeps what matters on top', () => {
    const boards = (unit: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        path: `b${index}.json`,
        text: JSON.stringify({
          uid: `b${index}`,
          title: `Board ${index}`,
          panels: Array.from({ length: 40 }, (_, id) =>
            panel(`Panel ${id}`, `sum(rate(metric_${index}_${id}{unit="${unit}"}[5m]))`, { id: id + 1 }),
          ),
        }),
      }));
    for (const count of [3, 30, 300]) {
      const gone = { path: 'gone.json', text: JSON.stringify({ uid: 'gone', title: 'Gone', panels: [] }) };
      const said = markdown([...boards('a', count), gone], boards('b', count));
      expect(Buffer.byteLength(said)).toBeLessThan(65_536);
      expect(said.split('\n').slice(0, 5).join('\n')).toContain('Gone');
      expect(readable(asHtml(said))).toContain(`${count} dashboards changed, 1 removed`);
    }
  });
});
