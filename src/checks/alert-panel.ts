import { ruleCheck } from './check.ts';

export const alertPanel = ruleCheck({
  code: 'alert-panel',
  severity: 'error',
  summary:
    'An alert that opens a board, and not the panel that shows its fault, leaves the search to whoever was woken.',
  remediation: "Name the panel in the alert's `board`: its title or key.",
  *check({ rule }, { model }) {
    if (rule.kind !== 'alerting' || rule.facts.panel !== undefined) return;
    const board = model.dashboards.find(({ uid }) => uid === rule.facts.dashboard);
    // a board that does not exist is the compiler's finding, and one without panels has none to name
    if (board && board.panels.length > 0) yield { message: `links to ${board.uid}, and to no panel of it` };
  },
});
