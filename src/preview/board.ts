import type { Json, JsonObject } from '../model/dashboard.ts';

/** A query of a panel, as the page shows it. */
export interface TargetView {
  readonly refId: string;
  readonly expr: string;
  readonly legend: string;
  readonly format: string;
  readonly instant: boolean;
}

export interface PanelView {
  /** Unique within the board: the panel's id where it has one. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  /** Columns and rows of Grafana's grid, relative to the section, after it closed the gaps. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Variable the panel is repeated for. It is shown once. */
  readonly repeat?: string;
  readonly fieldConfig: JsonObject;
  readonly options: JsonObject;
  readonly transformations: readonly JsonObject[];
  readonly targets: readonly TargetView[];
  readonly links: readonly LinkView[];
}

/** A row with its panels, or the panels above the first row. */
export interface SectionView {
  readonly key: string;
  readonly title?: string;
  readonly collapsed: boolean;
  readonly repeat?: string;
  readonly panels: readonly PanelView[];
}

export interface VariableView {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly description: string;
  /** What it is set to, in words. */
  readonly value: string;
}

export interface LinkView {
  readonly title: string;
  readonly url: string;
}

/** A dashboard as the page lays it out. */
export interface BoardView {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly variables: readonly VariableView[];
  readonly links: readonly LinkView[];
  readonly sections: readonly SectionView[];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => isObject(item)) : [];
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
