import type { MinorRange } from '../catalog/minor.ts';
import type { Suppression } from '../model/query.ts';
import type { Promql } from '../promql/promql.ts';
import type { Origin } from './origin.ts';
import { callerOrigin } from './origin.ts';

/** One query of a panel. */
export interface Target {
  readonly query: Promql;
  /** Legend with `{{label}}` placeholders; every label must survive the query. Default: Grafana's own. */
  readonly legend?: string;
  /** One value at the end of the range instead of a series over it. Default: stat, gauge, bar gauge and table panels. */
  readonly instant?: boolean;
  readonly exemplar?: boolean;
  /** Names a table column or an override; default A, B, C. */
  readonly refId?: string;
  readonly suppress?: readonly Suppression[];
}

/** A colour step: from `from` upwards (undefined: the base) the value has this colour. */
export interface ThresholdStep {
  readonly from?: number;
  readonly color: string;
}

/** A link from a panel or a value. Inside `url`, `${__field.labels.node}` and the like are Grafana's. */
export interface PanelLink {
  readonly title: string;
  /** Another dashboard of the set, by uid; time range and variables go along. */
  readonly dashboard?: string;
  /** Variable -> value for the linked dashboard. */
  readonly variables?: Readonly<Record<string, string>>;
  /** An address outside, when `dashboard` is not given. */
  readonly url?: string;
}

/** How one field looks when it differs from the rest. */
export interface FieldOverride {
  /** Name of the field, `/pattern/`, or `{ refId }` of the query it comes from. */
  readonly match: string | { readonly refId: string };
  readonly displayName?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly color?: string;
  /** Draws the series below zero, as for the other direction of traffic. */
  readonly negative?: boolean;
  readonly axisRight?: boolean;
  readonly dashed?: boolean;
  readonly thresholds?: readonly ThresholdStep[];
  /** Table cell drawn as a bar or coloured by threshold. */
  readonly cell?: 'gauge' | 'color-background' | 'color-text';
  readonly width?: number;
  readonly links?: readonly PanelLink[];
}

export interface PanelOptions {
  readonly title: string;
  /** What it means, why it matters, what to do. */
  readonly description: string;
  /** A unit of Grafana's table (`percentunit`, `pps`, `s`), or `custom`. */
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: readonly ThresholdStep[];
  /** Alerts whose condition the panel depicts: each compares with one of the thresholds, which a check holds. */
  readonly alerts?: readonly string[];
  readonly mappings?: readonly ValueMapping[];
  readonly links?: readonly PanelLink[];
  readonly overrides?: readonly FieldOverride[];
  /** Text shown when there is no data; for panels that are rightly empty, say what empty means. */
  readonly noValue?: string;
  /** Columns of 24. */
  readonly width?: number;
  /** Grid rows of 30 pixels. */
  readonly height?: number;
  /** Keeps the panel's identity when its title or row changes. Default: a slug of both. */
  readonly key?: string;
  /** Left out when a configured minor lies outside. */
  readonly minors?: MinorRange;
  /** Rightly empty in a healthy cluster: proven in the named fault of the synthetic cluster instead. */
  readonly emptyInHealth?: { readonly fault: string; readonly reason: string };
  readonly suppress?: readonly Suppression[];
}

export type ValueMapping =
  | { readonly value: string; readonly text: string; readonly color?: string }
  | { readonly from: number | null; readonly to: number | null; readonly text: string; readonly color?: string };

interface QueryOptions extends PanelOptions {
  readonly query?: Promql;
  readonly legend?: string;
  /** Several queries; `query` and `legend` are the short form of one. */
  readonly targets?: readonly Target[];
}

export interface TimeseriesOptions extends QueryOptions {
  /** Stacked areas: only for parts of a whole. */
  readonly stacked?: boolean;
  /** Table with mean, max and last beside the chart: where many series are. */
  readonly legendTable?: boolean;
  readonly bars?: boolean;
  readonly logScale?: boolean;
  /** Fills the area up to the line, 0 to 100. */
  readonly fill?: number;
  /** Draws thresholds as lines or areas. */
  readonly thresholdStyle?: 'line' | 'area' | 'dashed';
}

export interface StatOptions extends QueryOptions {
  readonly graph?: boolean;
  /** Colours the background instead of the number. */
  readonly background?: boolean;
  /** Shows the series' name rather than its value, as for versions. */
  readonly textMode?: 'value' | 'name' | 'value_and_name';
  readonly reduce?: 'lastNotNull' | 'max' | 'min' | 'sum';
}

export interface TableOptions extends QueryOptions {
  /** Columns in order: label or refId (`Value #A`) -> heading. Others are hidden. */
  readonly columns: Readonly<Record<string, string>>;
  readonly sortBy?: { readonly column: string; readonly descending?: boolean };
}

export interface HeatmapOptions extends QueryOptions {
  readonly colorScheme?: string;
}

export type PanelType = 'timeseries' | 'stat' | 'gauge' | 'bargauge' | 'table' | 'heatmap' | 'state-timeline' | 'text';

/** A panel as its author wrote it. Compiled to Grafana's form by `compile/`. */
export interface PanelDefinition extends PanelOptions {
  readonly kind: 'panel';
  readonly type: PanelType;
  readonly targets: readonly Target[];
  readonly origin: Origin;
  readonly timeseries?: TimeseriesOptions;
  readonly stat?: StatOptions;
  readonly table?: TableOptions;
  readonly heatmap?: HeatmapOptions;
  readonly content?: string;
}

function panel(type: PanelType, options: QueryOptions, extra: Partial<PanelDefinition> = {}): PanelDefinition {
  const { query, legend, targets, ...rest } = options;
  const short = query ? [{ query, ...(legend === undefined ? {} : { legend }) }] : [];
  return { kind: 'panel', type, ...rest, targets: targets ?? short, origin: callerOrigin(), ...extra };
}

export const timeseries = (options: TimeseriesOptions) => panel('timeseries', options, { timeseries: options });
export const stat = (options: StatOptions) => panel('stat', options, { stat: options });
export const gauge = (options: QueryOptions) => panel('gauge', options);
/** Horizontal bars, one per series: rankings. */
export const barGauge = (options: QueryOptions) => panel('bargauge', options);
export const table = (options: TableOptions) => panel('table', options, { table: options });
/** Buckets over time; the query keeps `le`, summed over everything else. */
export const heatmap = (options: HeatmapOptions) => panel('heatmap', options, { heatmap: options });
export const stateTimeline = (options: QueryOptions) => panel('state-timeline', options);

/** Markdown, only where it carries a decision. */
export function text(options: PanelOptions & { readonly content: string }): PanelDefinition {
  const { content, ...rest } = options;
  return panel('text', rest, { content });
}

/** Panels under a heading. Collapsed rows run their queries only when opened. */
export interface RowDefinition {
  readonly kind: 'row';
  readonly title: string;
  readonly collapsed: boolean;
  readonly panels: readonly PanelDefinition[];
}

export function row(
  title: string,
  panels: readonly (PanelDefinition | false)[],
  options: { readonly collapsed?: boolean } = {},
): RowDefinition {
  return {
    kind: 'row',
    title,
    collapsed: options.collapsed ?? false,
    panels: panels.filter((panel) => panel !== false),
  };
}
