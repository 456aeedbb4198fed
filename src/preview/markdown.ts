/** A piece of a text: an element with what stands in it, or plain characters. */
export type MarkdownNode = string | MarkdownElement;

export interface MarkdownElement {
  readonly tag:
    | 'p'
    | 'h3'
    | 'ul'
    | 'ol'
    | 'li'
    | 'pre'
    | 'code'
    | 'strong'
    | 'em'
    | 'a'
    | 'br'
    | 'table'
    | 'tr'
    | 'th'
    | 'td';
  /** Links only, http or https. */
  readonly href?: string;
  readonly children: readonly MarkdownNode[];
}

const FENCE = /^\s*```/;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;
const HEADING = /^#{1,6}\s+/;
const TABLE = /^\s*\|/;

/**
 * The Markdown that panels use: paragraphs, headings, lists, code, tables, bold, emphasis and links. Everything else,
 * HTML too, stays the characters it is.
 */
export function parseMarkdown(text: string): readonly MarkdownElement[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: MarkdownElement[] = [];
  let at = 0;
  /** Lines from here on for which it holds. */
  const take = (holds: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && holds(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at++;
    else if (FENCE.test(line)) {
      at++;
      blocks.push({ tag: 'pre', children: [take((one) => !FENCE.test(one)).join('\n')] });
      at++;
    } else if (HEADING.test(line)) {
      at++;
      blocks.push({ tag: 'h3', children: parseInline(line.replace(HEADING, '')) });
    } else if (TABLE.test(line)) blocks.push(tableBlock(take((one) => TABLE.test(one))));
    else if (ITEM.test(line)) blocks.push(listBlock(take((one) => ITEM.test(one) || /^\s+\S/.test(one))));
    else
      blocks.push(
        paragraph(take((one) => one.trim() !== '' && ![FENCE, HEADING, TABLE, ITEM].some((re) => re.test(one)))),
      );
  }
  return blocks;
}

/** Two spaces or a backslash at the end of a line break it. */
function paragraph(lines: readonly string[]): MarkdownElement {
  const children = lines.flatMap((line, index): MarkdownNode[] => {
    const breaks = index < lines.length - 1 && /( {2}|\\)$/.test(line);
    const inline = parseInline(line.replace(/( {2,}|\\)$/, ''));
    const between = index === lines.length - 1 ? [] : breaks ? [{ tag: 'br' as const, children: [] }] : [' '];
    return [...inline, ...between];
  });
  return { tag: 'p', children };
}

function listBlock(lines: readonly string[]): MarkdownElement {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const tag = /^\s*\d/.test(lines[0] ?? '') ? 'ol' : 'ul';
  return { tag, children: items.map((item) => ({ tag: 'li', children: parseInline(item) })) };
}

function tableBlock(lines: readonly string[]): MarkdownElement {
  const rows = lines.map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  );
  const isRule = (row: readonly string[]) => row.every((cell) => /^:?-+:?$/.test(cell));
  const hasHead = isRule(rows[1] ?? ['']);
  const children = rows
    .filter((row) => !isRule(row))
    .map((row, index): MarkdownElement => {
      const tag = hasHead && index === 0 ? 'th' : 'td';
      return { tag: 'tr', children: row.map((cell) => ({ tag, children: parseInline(cell) })) };
    });
  return { tag: 'table', children };
}

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|\[([^\]]+)\]\(([^)\s]+)\)|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g;

/** Code, bold, emphasis and links within a line. */
export function parseInline(text: string): readonly MarkdownNode[] {
  const nodes: MarkdownNode[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    nodes.push(inlineNode(match));
  }
  return at < text.length ? [...nodes, text.slice(at)] : nodes;
}

function inlineNode([all, code, bold, strong, label, url, emphasis]: readonly (string | undefined)[]): MarkdownNode {
  if (code !== undefined) return { tag: 'code', children: [code] };
  const heavy = bold ?? strong;
  if (heavy !== undefined) return { tag: 'strong', children: parseInline(heavy) };
  if (emphasis !== undefined) return { tag: 'em', children: parseInline(emphasis) };
  const href = webAddress(url ?? '');
  return href === undefined ? (all ?? '') : { tag: 'a', href, children: [label ?? ''] };
}

/** The address, when it is one of the web: nothing else may be followed from the page. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\/[^\s"'<>]+$/i.test(url) ? url : undefined;
}
