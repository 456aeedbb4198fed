import type { JsonObject } from '../../model/dashboard.ts';
import type { GroupView } from '../rules/rule-groups.ts';

/** A file with its path below the folder that is compared, forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Where the name of the file does not say. */
  readonly format?: 'json' | 'yaml';
  /** Made from another file that is compared itself: it comes and goes with that one. */
  readonly derived?: true;
}

export interface BoardView {
  /** Empty where the JSON has none. */
  readonly uid: string;
  readonly title: string;
  readonly path: string;
  readonly json: JsonObject;
}

/** Something else that is deployed: a Kubernetes object, Alertmanager's configuration, Helm values. */
export interface OtherView {
  readonly id: string;
  readonly derived: boolean;
  readonly path: string;
  readonly json: JsonObject;
}

/** What one side of a comparison holds. */
export interface ContentView {
  readonly boards: readonly BoardView[];
  readonly groups: readonly GroupView[];
  readonly others: readonly OtherView[];
}

/** Where boards and panels are written; only `out/` of ciliascope says so. */
export interface Sources {
  /** Source file by uid of the board. */
  readonly boards: ReadonlyMap<string, string>;
  /** Source file by `uid/panel id`, where that is another file. */
  readonly panels: ReadonlyMap<string, string>;
}
