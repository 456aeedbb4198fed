import { textOf } from '../board.ts';
import type { MarkdownNode } from '../markdown.ts';
import { parseMarkdown } from '../markdown.ts';
import type { Renderer } from './context.ts';
import { element } from './dom.ts';

/** Markdown as elements; HTML as the characters it is made of. */
export const drawText: Renderer = (place, { panel }) => {
  const content = textOf(panel.options['content']);
  const mode = textOf(panel.options['mode']) || 'markdown';
  const text = mode === 'markdown' ? markdownElements(content) : [element('pre', {}, content)];
  place.append(element('div', { class: 'text', tabindex: 0, role: 'group', 'aria-label': panel.title }, ...text));
  return { summary: '' };
};

export const markdownElements = (text: string): readonly Node[] => parseMarkdown(text).map(elementOf);

function elementOf(node: MarkdownNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const { tag, href, children } = node;
  const link = tag === 'a' ? { href, rel: 'noopener noreferrer', target: '_blank' } : {};
  return element(tag, link, ...children.map(elementOf));
}
