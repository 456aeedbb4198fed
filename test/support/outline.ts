/** A page of Markdown as its structure: what a translation keeps. */
export interface Section {
  /** `## Preview`; empty for what stands before the first heading. */
  readonly heading: string;
  readonly level: number;
  readonly line: number;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
  readonly rows: readonly string[];
  /** Code blocks with comments replaced, one string each. */
  readonly blocks: readonly string[];
  /** What stands in backticks in text. */
  readonly code: readonly string[];
  /** Where links and pictures lead, as written. */
  readonly targets: readonly string[];
}

type Kind = 'paragraphs' | 'items' | 'rows';
type Draft = { -readonly [Key in keyof Section]: Section[Key] extends readonly string[] ? string[] : Section[Key] };

/** What begins a comment, in the languages that have one. */
const COMMENTS: Readonly<Record<string, RegExp>> = {
  bash: /(^|\s)\s*#.*$/gm,
  sh: /(^|\s)\s*#.*$/gm,
  yaml: /(^|\s)\s*#.*$/gm,
  ts: /(^|\s)\s*\/\/.*$/gm,
};

/** Sections of a page, in order. */
export function outline(page: string): readonly Section[] {
  const text = page.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''));
  const sections: Draft[] = [];
  let section = begin('', 0, 1);
  let open: Kind | undefined;
  let block: string[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const heading = /^(#+) /.exec(line);
    if (block !== undefined) {
      block.push(line);
      if (!line.startsWith('```')) continue;
      section.blocks.push(withoutComments(block));
      block = undefined;
    } else if (line.startsWith('```')) {
      block = [line];
      open = undefined;
    } else if (heading) {
      sections.push(section);
      section = begin(line, heading[1]?.length ?? 0, index + 1);
      open = undefined;
    } else open = read(section, line, open);
  }
  return [...sections, section]
    .filter(({ heading, paragraphs }) => heading !== '' || paragraphs.length > 0)
    .map(inline);
}

function begin(heading: string, level: number, line: number): Draft {
  return { heading, level, line, paragraphs: [], items: [], rows: [], blocks: [], code: [], targets: [] };
}

/** Puts a line where it belongs; says what the next line may go on with. */
function read(section: Draft, line: string, open: Kind | undefined): Kind | undefined {
  if (line.trim() === '' || /^\|[-:| ]+\|$/.test(line)) return undefined;
  const kind: Kind = line.startsWith('|') ? 'rows' : /^\s*([-*]|\d+\.) /.test(line) ? 'items' : (open ?? 'paragraphs');
  const list = section[kind];
  const goesOn = kind === open && kind !== 'rows' && !/^\s*([-*]|\d+\.) /.test(line);
  if (goesOn) list.push(`${list.pop() ?? ''} ${line.trim()}`);
  else list.push(line.trim());
  return kind === 'rows' ? undefined : kind;
}

function inline(section: Draft): Section {
  const text = [section.heading, ...section.paragraphs, ...section.items, ...section.rows].join('\n');
  const code = [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? '');
  const targets = [...text.replace(/`[^`]+`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
  return { ...section, code, targets };
}

function withoutComments(block: readonly string[]): string {
  const comment = COMMENTS[block[0]?.slice(3).trim() ?? ''];
  const text = block.join('\n');
  return comment ? text.replace(comment, '$1# ...').replace(/[ \t]+# \.\.\.$/gm, ' # ...') : text;
}

/** The anchors that GitHub gives the headings of a page. */
export function anchors(page: string): readonly string[] {
  return outline(page).map(({ heading }) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
