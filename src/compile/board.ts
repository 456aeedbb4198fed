import type { BuildContext } from '../define/context.ts';
import type { DashboardDefinition } from '../define/dashboard.ts';
import type { Settings } from '../settings/settings.ts';

/** What every step of compiling one dashboard reads. */
export interface Board {
  readonly definition: DashboardDefinition;
  readonly context: BuildContext;
  readonly settings: Settings;
  /** Makes a source file relative to the project. */
  relative(file: string): string;
  /** uids of boards that are left out: links to them are too. */
  readonly excluded: readonly string[];
  /** Titles of the whole set, for the names of links. */
  readonly titles: ReadonlyMap<string, string>;
}
