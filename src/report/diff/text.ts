import type { DiffReport, ObjectDiff, Risk, SharedChange } from '../../diff/report.ts';
import { plural } from '../plural.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';
import { blocksOf } from './blocks.ts';
import { queryLines } from './query-lines.ts';
import { unmeasuredText, verdictOf } from './verdict.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** For a terminal: the verdict, risks, what changed in many places, then object by object. */
export function renderDiffText(report: DiffReport, style: Style): string {
  const { base, head, risks, shared, objects } = report;
  return [
    `${style.faint(printable(`${base} -> ${head}`))}\n${style.strong(verdictOf(report))}\n`,
    section(
      'risks',
      risks.map((risk) => riskText(risk, style)),
      style,
    ),
    report.unmeasured > 0 ? `${style.faint(unmeasuredText(report))}\n` : '',
    section(
      'in many places',
      shared.map((change) => sharedText(change, style)),
      style,
    ),
    ...objects.map((object) => objectText(object, style)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const section = (title: string, lines: readonly string[], style: Style) =>
  lines.length > 0 ? `${style.strong(title)}\n${lines.join('')}` : '';

function riskText({ object, subject, text, why, count }: Risk, style: Style): string {
  const where = [object, subject].filter((part) => part !== '').join(' > ');
  const more = count > 1 ? ` and ${count - 1} more like it` : '';
  return `  ${style.warning('!')} ${printable(`${where}: ${text}${more}`)}: ${style.warning(printable(why))}\n`;
}

function sharedText({ text, places, sources, before, after }: SharedChange, style: Style): string {
  const objects = [...new Set(places.map(({ object }) => object))];
  const named = `${objects.slice(0, 3).join(', ')}${objects.length > 3 ? ` and ${objects.length - 3} more` : ''}`;
  const from = sources.length > 0 ? `, from ${sources.join(', ')}` : '';
  const head = `  ${printable(text)}  ${style.faint(printable(`${plural(places.length, 'place')} in ${named}${from}`))}\n`;
  return head + (before !== undefined && after !== undefined ? example(before, after, style) : '');
}

function objectText({ state, kind, title, id, source, changes }: ObjectDiff, style: Style): string {
  const name = id === title ? title : `${title} (${id})`;
  const from = source === undefined ? '' : `  ${style.faint(printable(source))}`;
  const head = `${style.strong(`${SIGNS[state]} ${kind} ${printable(name)}`)}${from}\n`;
  const body = blocksOf(changes).map(({ subject, changes: found, query }) => {
    const lines = found.map(({ text, effect }) => {
      const direction =
        effect === undefined ? '' : ` ${effect === 'laxer' ? style.warning(`(${effect})`) : `(${effect})`}`;
      return `  ${printable(`${subject}: ${text}`)}${direction}\n`;
    });
    return lines.join('') + (query ? example(query.before, query.after, style) : '');
  });
  return head + body.join('');
}

function example(before: string, after: string, style: Style): string {
  return queryLines(before, after)
    .map((line) => {
      const paint = line.startsWith('-') ? style.error : line.startsWith('+') ? style.strong : style.faint;
      return `      ${paint(printableLine(line))}\n`;
    })
    .join('');
}

/** Keeps the indent of a query. */
const printableLine = (line: string) => `${/^\s*/.exec(line)?.[0] ?? ''}${printable(line.trimStart())}`;
