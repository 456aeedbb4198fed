import type { PanelDefinition, PanelLink } from '../define/panel.ts';
import type { JsonObject } from '../model/dashboard.ts';

/** Variables every board has: a link takes them along even where it sets others itself. */
export type KeptVariables = readonly string[];

/**
 * A data link as Grafana stores it. The SDK's own helper writes a dashboard link with alien keys instead
 * (foundation-sdk#1272), so this one is plain data.
 */
export function dataLink(link: PanelLink, kept: KeptVariables): JsonObject {
  return { title: link.title, url: link.url ?? dashboardUrl(link, kept), targetBlank: link.url !== undefined };
}

/**
 * Relative to Grafana's root; time range, data source and cluster go along, other variables where they are named. What a
 * link sets itself is not kept as well: Grafana would pick both values.
 */
function dashboardUrl({ dashboard, variables }: PanelLink, shared: KeptVariables): string {
  const others = shared.filter((name) => variables?.[name] === undefined);
  const kept = variables ? others.map((name) => `\${${name}:queryparam}`).join('&') : '${__all_variables}';
  const set = Object.entries(variables ?? {}).map(([name, value]) => `&var-${name}=${value}`);
  return `/d/${dashboard}?\${__url_time_range}&${kept}${set.join('')}`;
}

/** uids of the dashboards a list of links leads to. */
export function linkedDashboards(links: readonly PanelLink[]): readonly string[] {
  return links.flatMap(({ dashboard }) => dashboard ?? []);
}

/** The panel without links to boards that the settings leave out: they would end at "Dashboard not found". */
export function withoutLinksTo(excluded: readonly string[], panel: PanelDefinition): PanelDefinition {
  const { overrides } = panel;
  const kept = overrides && { overrides: overrides.map((override) => trimmed(override, excluded)) };
  return { ...trimmed(panel, excluded), ...kept };
}

function trimmed<T extends { readonly links?: readonly PanelLink[] }>(holder: T, excluded: readonly string[]): T {
  const { links = [], ...rest } = holder;
  const kept = links.filter(({ dashboard }) => dashboard === undefined || !excluded.includes(dashboard));
  return (kept.length > 0 ? { ...rest, links: kept } : rest) as T;
}
