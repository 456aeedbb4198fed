import type { Plan, PlanItem, State } from '../plan/plan.ts';
import { inline } from './markdown-text.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';

/** Differences of one object that are shown before they become a number. */
const CHANGES = 12;

const SIGNS: Readonly<Record<State, string>> = {
  create: '+',
  update: '~',
  move: '>',
  unchanged: '=',
  drifted: '!',
  conflict: '!',
  delete: '-',
  blocked: 'x',
};

/** What publishing would do, for a terminal, a machine or a pull request. */
export function renderPlan(
  plans: readonly Plan[],
  format: 'text' | 'json' | 'markdown',
  { color }: { readonly color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify({ version: 1, targets: plans }, null, 2)}\n`;
  if (format === 'markdown') return plans.map(markdown).join('\n');
  const style = styleOf(color);
  return plans.map((plan) => text(plan, style)).join('\n');
}

function text({ target, facts, items }: Plan, style: Style): string {
  const shown = items.filter(({ state }) => state !== 'unchanged');
  const warnings = facts.warnings.map((warning) => `  ${style.warning('warning')}: ${printable(warning)}\n`);
  const head = `${style.strong(printable(target))}  ${style.faint(printable(facts.server))}\n`;
  return `${head}${warnings.join('')}${shown.map((item) => entry(item, style)).join('')}  ${count(items)}\n`;
}

function entry(item: PlanItem, style: Style): string {
  const paint = ['drifted', 'conflict', 'blocked', 'delete'].includes(item.state) ? style.warning : style.strong;
  const left = item.operation === undefined && item.state !== 'delete' ? ' (left as it is)' : '';
  const head = `  ${paint(`${SIGNS[item.state]} ${item.state}`)}  ${item.kind} ${printable(nameOf(item))}${left}\n`;
  const why = item.reason ? `      ${printable(item.reason)}\n` : '';
  const hint = item.hint && item.operation === undefined ? `      ${style.faint(printable(item.hint))}\n` : '';
  const changes = item.changes
    .slice(0, CHANGES)
    .map(({ subject, text: what }) => `      ${printable(`${subject}: ${what}`)}\n`);
  const more = item.changes.length > CHANGES ? `      and ${item.changes.length - CHANGES} more\n` : '';
  return head + why + hint + changes.join('') + more;
}

/** The title, and what the target knows the object by where that is something else. */
function nameOf({ id, title }: PlanItem): string {
  const name = id.slice(id.indexOf('/') + 1);
  return name === title ? name : `"${title}" (${name})`;
}

function markdown({ target, facts, items }: Plan): string {
  const rows = items
    .filter(({ state }) => state !== 'unchanged')
    .map((item) => {
      const details = [
        item.reason,
        ...item.changes.slice(0, CHANGES).map(({ subject, text: what }) => `${subject}: ${what}`),
      ];
      const said = details
        .filter((detail) => detail !== undefined)
        .map(cell)
        .join('<br>');
      return `| ${item.state} | ${item.kind} | ${cell(nameOf(item))} | ${said} |\n`;
    });
  const table = rows.length > 0 ? `\n| | kind | what | changes |\n|---|---|---|---|\n${rows.join('')}` : '';
  return `### ${inline(target)}\n\n${inline(facts.server)}: ${count(items)}\n${table}`;
}

/** Within a table a bar ends a cell, in code too. */
const cell = (words: string) => inline(words).replace(/(?<!\\)\|/g, '\\|');

/** `1 create, 2 update, 40 unchanged`. */
export function count(items: readonly PlanItem[]): string {
  const counts = Object.keys(SIGNS).flatMap((state) => {
    const number = items.filter((item) => item.state === state).length;
    return number > 0 ? [`${number} ${state}`] : [];
  });
  const writes = items.filter(({ operation }) => operation !== undefined).length;
  return `${counts.join(', ')}: ${writes === 0 ? 'nothing to write' : plural(writes, 'write')}`;
}
