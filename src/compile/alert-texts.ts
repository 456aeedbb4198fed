import type { AlertDefinition } from '../define/rules.ts';
import type { RuleHouse } from './rules.ts';

type Texts = Readonly<Record<string, string>>;

/** Annotations of an alert: what, who, what to run next, and where to read and look on. */
export function alertAnnotations(rule: AlertDefinition, house: RuleHouse): Texts {
  const { runbookBase } = house.settings;
  return {
    summary: rule.summary,
    description: rule.description,
    ...(rule.next.length > 0 ? { next: rule.next.join('\n') } : {}),
    runbook_url: `${runbookBase}/${rule.name}.md`,
    dashboard_url: dashboardUrl(rule, house),
  };
}

/**
 * A link to the panel that shows the fault, with the alert's labels in the board's variables. Grafana 10 to 13 take a
 * panel's number in `viewPanel`; the address is under Grafana's root when the settings do not name one.
 * @throws when the board or the panel does not exist
 */
function dashboardUrl({ name, board, labels }: AlertDefinition, { settings, dashboards, context }: RuleHouse): string {
  const { url = '', exclude } = settings.grafana;
  if (exclude.includes(board.dashboard)) return `${url}/dashboards`;
  const target = dashboards.find(({ uid }) => uid === board.dashboard);
  if (!target) throw new Error(`${name} links to the board "${board.dashboard}", which does not exist`);
  const panel = board.panel && target.panels.find(({ title, key }) => title === board.panel || key === board.panel);
  if (board.panel && !panel && !target.leftOut.includes(board.panel)) {
    throw new Error(`${name} links to "${board.panel}", which is no panel of ${board.dashboard}`);
  }
  const variables = { ...(context.clusterLabel ? { cluster: context.clusterLabel } : {}), ...board.variables };
  const query = Object.entries(variables).map(([variable, label]) => {
    if (variable !== 'cluster' && !target.variables.some((one) => one.name === variable)) {
      throw new Error(`${name} sets $${variable}, which is no variable of ${board.dashboard}`);
    }
    return labels.includes(label) ? `var-${variable}={{ $labels.${label} | urlquery }}` : '';
  });
  const view = panel ? [`viewPanel=${panel.id}`] : [];
  const search = [...view, ...query.filter((part) => part !== '')].join('&');
  return `${url}/d/${board.dashboard}${search ? `?${search}` : ''}`;
}
