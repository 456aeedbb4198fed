import type { DiffReport, ObjectDiff, Risk, SharedChange } from '../../diff/report.ts';
import { code, fenced, inline } from '../markdown-text.ts';
import { plural } from '../plural.ts';
import type { Block } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import { queryLines } from './query-lines.ts';
import { unmeasuredText, verdictOf } from './verdict.ts';

/** GitHub refuses comments of more than 65,536 characters; the rest is for what a CI job puts around. */
const LIMIT = 60_000;

/** How much is told: every query, words only, one line an object, or neither. */
type Detail = 'queries' | 'words' | 'objects' | 'verdict';

/**
 * For a pull request: the verdict and what to worry about on top, the rest folded. As much as fits into a comment.
 * Nothing that stands in a title, a query or a label can change the comment around it.
 */
export function renderDiffMarkdown(report: DiffReport): string {
  const details: readonly Detail[] = ['queries', 'words', 'objects', 'verdict'];
  const texts = details.values().map((detail) => render(report, detail));
  for (const text of texts) if (Buffer.byteLength(text) <= LIMIT) return text;
  throw new TypeError('a verdict always fits');
}

/** What is new, where it is little enough to be named on top. */
function arrivals(objects: readonly ObjectDiff[]): readonly string[] {
  const found = objects.flatMap(({ title, changes }) =>
    changes
      .filter(({ code, follows }) => !follows && /^(board|panel|alert)-added$/.test(code))
      .map(({ subject, text }) => `${short(title)}, ${short(subject)}: ${text}`),
  );
  return found.length <= NEWS ? found : [];
}

const NEWS = 3;

/** How many risks and shared changes are listed, at most. */
const LISTED = 25;

function render(report: DiffReport, detail: Detail): string {
  const { base, head, risks, shared, objects } = report;
  const parts = [
    `### ${inline(verdictOf(report))}`,
    list(risks, riskLine),
    list(shared, (change) => inline(sharedText(change))),
    list(arrivals(objects), inline),
    report.unmeasured > 0 ? unmeasuredText(report) : '',
    risks.length === 0 && objects.length + shared.length > 0 ? 'No risk found.' : '',
    detail === 'queries' && shared.some(hasQuery)
      ? details('queries that changed in many places', examples(shared))
      : '',
    ...(detail === 'verdict' ? [objectCount(objects)] : objects.map((object) => objectPart(object, detail))),
    `${code(base)} to ${code(head)}${detail === 'queries' ? '' : ', shortened: `ciliascope diff` shows all of it'}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function list<T>(items: readonly T[], lineOf: (item: T) => string): string {
  const lines = items.slice(0, LISTED).map((item) => `- ${lineOf(item)}`);
  return [...lines, ...(items.length > LISTED ? [`- and ${items.length - LISTED} more`] : [])].join('\n');
}

function riskLine({ object, subject, text, why, count }: Risk): string {
  const where = [object, subject].filter((part) => part !== '').map((part) => inline(short(part)));
  const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
  return `**${inline(why)}**: ${where.join(', ')}: ${inline(short(text))}${more}`;
}

/** Longest part of a line of the list on top. */
const LONG = 300;
const short = (text: string) => (text.length > LONG ? `${text.slice(0, LONG)}...` : text);

function sharedText({ text, places, sources }: SharedChange): string {
  const objects = [...new Set(places.map(({ object }) => object))];
  const more = objects.length > 4 ? ` and ${objects.length - 4} more` : '';
  const from = sources.length > 0 ? `, from ${sources.map((source) => `\`${source}\``).join(', ')}` : '';
  return `${short(text)}: ${plural(places.length, 'place')} in ${short(objects.slice(0, 4).join(', '))}${more}${from}`;
}

const hasQuery = ({ before, after }: SharedChange) => before !== undefined && after !== undefined;

/** One query of each, before and after. */
function examples(shared: readonly SharedChange[]): string {
  return list(
    shared.filter(hasQuery),
    ({ text, before = '', after = '' }) =>
      `${inline(short(text))}\n\n${indented(fenced(queryLines(before, after), 'diff'))}`,
  );
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');

function objectPart({ state, kind, title, id, source, changes }: ObjectDiff, detail: Detail): string {
  const blocks = blocksOf(changes);
  const name = id === title ? html(title) : `${html(title)} <code>${html(id)}</code>`;
  const sum = blocks.length === 0 ? '' : `: ${plural(blocks.length, 'difference')}`;
  const summary = `${state === 'changed' ? '' : `${state} `}${kind} <b>${name}</b>${sum}`;
  if (detail === 'objects') return `- ${summary}`;
  const from = source === undefined ? [] : [`from ${code(source)}`];
  return details(summary, [...from, ...blocks.map((block) => blockPart(block, detail))].join('\n\n'));
}

function blockPart({ subject, changes, query }: Block, detail: Detail): string {
  const lines = changes.map(
    ({ text, effect }) => `- ${inline(subject)}: ${inline(text)}${effect ? ` (**${effect}**)` : ''}`,
  );
  const block = query && detail === 'queries' ? `\n\n${fenced(queryLines(query.before, query.after), 'diff')}` : '';
  return lines.join('\n') + block;
}

function objectCount(objects: readonly ObjectDiff[]): string {
  return `${plural(objects.length, 'object')} changed: too much for a comment.`;
}

const details = (summary: string, body: string) => `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;

/** Text within HTML within Markdown: no tag, and no mention either. */
function html(text: string): string {
  return inline(text).replace(/\\([\\`*_[\]|~$+#=-])/g, (_, char: string) => `&#${char.charCodeAt(0)};`);
}
