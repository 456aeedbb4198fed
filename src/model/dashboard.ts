import type { Query, Suppression } from './query.ts';

/** JSON as it is written; everything from the Model onwards is plain data. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Panel {
  /** Stable identity within the dashboard: the author's key, else a slug of row and title. */
  readonly key: string;
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly unit?: string;
  readonly gridPos: GridPos;
  readonly row?: string;
  readonly collapsed: boolean;
  readonly links: readonly string[];
  /** JSON pointer of the panel. */
  readonly path: string;
  /** Where it is written, relative to the project: not always the board's own file. */
  readonly file: string;
  readonly line: number;
  /** Text, or a stat that shows names: nothing that a unit could be put on. */
  readonly hasOwnUnits: boolean;
  readonly queries: readonly Query[];
  /** Alerts whose condition it depicts. */
  readonly alerts: readonly string[];
  /** Where its colours change, in the order written. */
  readonly thresholds: readonly number[];
  readonly suppress: readonly Suppression[];
}

export interface Variable {
  readonly name: string;
  readonly type: 'datasource' | 'query' | 'custom' | 'textbox' | 'constant';
  readonly label: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  /** What All stands for; or, where there is no All, the value it begins with. */
  readonly allValue?: string;
  readonly initial?: string;
  /** Nothing to offer is a state of its own: queries are asked with an empty value too. */
  readonly mayBeEmpty?: boolean;
  readonly refresh?: number;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly question: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Source file relative to the project, and the line of its definition. */
  readonly file: string;
  readonly line: number;
  readonly variables: readonly Variable[];
  readonly panels: readonly Panel[];
  /** Titles of panels that some configured minor could not fill. */
  readonly leftOut: readonly string[];
  readonly variableQueries: readonly Query[];
  readonly annotationQueries: readonly Query[];
  /** uids other boards are linked with. */
  readonly neighbours: readonly string[];
  readonly suppress: readonly Suppression[];
  /** Classic dashboard JSON, as Grafana 10 to 13 load it. */
  readonly json: JsonObject;
}
