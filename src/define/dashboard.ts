import type { Suppression } from '../model/query.ts';
import type { Promql } from '../promql/promql.ts';
import type { BuildContext, VariableDefinition } from './context.ts';
import type { Origin } from './origin.ts';
import { callerOrigin } from './origin.ts';
import type { RowDefinition } from './panel.ts';

/** Events drawn as vertical lines on every chart of the board. */
export interface AnnotationDefinition {
  readonly name: string;
  readonly query: Promql;
  readonly title: string;
  readonly color: string;
  readonly emptyInHealth?: { readonly fault: string; readonly reason: string };
}

/** What a board shows in one context. */
export interface DashboardContent {
  /** Besides `datasource` and `cluster`, which every board has. */
  readonly variables?: readonly VariableDefinition[];
  readonly annotations?: readonly AnnotationDefinition[];
  readonly rows: readonly RowDefinition[];
}

export interface DashboardOptions {
  /** Equal to the file's name, kebab-case, stable for ever: bookmarks and links hang on it. */
  readonly uid: string;
  readonly title: string;
  /** The one question the board answers. */
  readonly question: string;
  readonly tags: readonly string[];
  /** uids of the boards one goes to next; the links keep time range and variables. */
  readonly neighbours: readonly string[];
  /** Default `now-1h`. */
  readonly timeRange?: string;
  readonly suppress?: readonly Suppression[];
  /** The board and every link to it are left out unless this holds. */
  when?(context: BuildContext): boolean;
  /** Pure: the same context gives the same board. A new builder and new objects per call. */
  build(context: BuildContext): DashboardContent;
}

export interface DashboardDefinition extends DashboardOptions {
  readonly origin: Origin;
}

/**
 * Defines a dashboard. Export it from a file named after its uid and list it in `dashboards/index.ts`.
 * @example
 * export const hubbleDns = defineDashboard({
 *   uid: 'hubble-dns', title: 'Hubble / DNS', question: 'Do names resolve?', tags: ['hubble'], neighbours: [],
 *   build: ({ metric }) => ({ rows: [row('Health', [stat({ ... })])] }),
 * });
 */
export function defineDashboard(options: DashboardOptions): DashboardDefinition {
  return { ...options, origin: callerOrigin() };
}
