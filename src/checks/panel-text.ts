import type { Panel } from '../model/dashboard.ts';
import { panelCheck } from './check.ts';
import { asObject, asText, panelJson } from './support/board-json.ts';

/** Enough for what it means and what to do about it; a shorter one only says the title again. */
const SHORTEST_DESCRIPTION = 40;

export const panelText = panelCheck({
  code: 'panel-text',
  severity: 'error',
  summary: 'A panel that does not say what it means leaves the reader to guess at three in the morning.',
  remediation:
    'Give the panel a title of its own within its row, and a description: what it means, why it matters, what to do.',
  *check(panel, dashboard) {
    if (panel.type === 'text') {
      const content = asText(asObject(panelJson(dashboard, panel)['options'])['content']);
      if (content.trim() === '') yield { message: 'the text panel is empty' };
      return;
    }
    if (panel.title.trim() === '') yield { message: 'the panel has no title' };
    const words = panel.description.trim();
    if (words === '') yield { message: 'the panel has no description' };
    else if (plain(words) === plain(panel.title)) yield { message: 'the description only repeats the title' };
    else if (words.length < SHORTEST_DESCRIPTION) {
      yield { message: `a description of ${words.length} characters cannot say what the panel means and what to do` };
    }
    const twin = dashboard.panels.find((other) => isTwin(other, panel));
    // a panel before this one; with equal keys, too, it is panel-key's finding
    if (twin && twin !== panel && twin.key !== panel.key) {
      yield { message: `row "${panel.row ?? ''}" has another panel called "${panel.title}"` };
    }
  },
});

function isTwin(a: Panel, b: Panel): boolean {
  return a.type !== 'text' && a.row === b.row && plain(a.title) === plain(b.title);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
