import { describe, expect, it } from 'vitest';
import type { MarkdownNode } from '../../src/preview/markdown.ts';
import { parseMarkdown } from '../../src/preview/markdown.ts';

/** As markup, to be read by people: it never becomes any. */
const written = (nodes: readonly MarkdownNode[]): string =>
  nodes
    .map((node) =>
      typeof node === 'string'
        ? node
        : `<${node.tag}${node.href ? ` ${node.href}` : ''}>${written(node.children)}</${node.tag}>`,
    )
    .join('');

describe('Markdown of panels', () => {
  it.each<[text: string, result: string]>([
    ['One line\nof **bold** and `code`.', '<p>One line of <strong>bold</strong> and <code>code</code>.</p>'],
    ['a *soft* word, 2 * 3 * 4', '<p>a <em>soft</em> word, 2 * 3 * 4</p>'],
    ['# Head\n\nText', '<h3>Head</h3><p>Text</p>'],
    ['- one\n- two\n  goes on', '<ul><li>one</li><li>two goes on</li></ul>'],
    ['1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
    ['```sh\nkubectl get <pod>\n```', '<pre>kubectl get <pod></pre>'],
    [
      '| A | B |\n| --- | --- |\n| 1 | `2` |',
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><code>2</code></td></tr></table>',
    ],
    ['[docs](https://docs.cilium.io/)', '<p><a https://docs.cilium.io/>docs</a></p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](data:text/html,y)', '<p>[x](data:text/html,y)</p>'],
    ['first  \nsecond', '<p>first<br></br>second</p>'],
    ['```\nnever closed', '<pre>never closed</pre>'],
    ['', ''],
  ])('%j', (text, result) => {
    expect(written(parseMarkdown(text))).toBe(result);
  });
});
