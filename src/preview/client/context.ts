import type { TargetResult } from '../../model/results.ts';
import type { PanelView } from '../board.ts';
import type { Theme } from '../colors.ts';
import type { PageData } from '../page-data.ts';

/** A panel with what its queries answered; undefined where nothing was asked. */
export interface PanelSight {
  readonly panel: PanelView;
  readonly results?: readonly TargetResult[];
}

/** Something drawn: what it says in words, and how it follows its place. */
export interface Drawing {
  /** For those who do not see it: "last 1.2 p/s, max 3 p/s". */
  readonly summary: string;
  resize?(): void;
  destroy?(): void;
}

export type Renderer = (place: HTMLElement, sight: Required<PanelSight>) => Drawing;

export const pageData = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as PageData;

/** What the values of the page call now: the end of the range that was asked for. */
export const nowOfPage = (): number => (pageData.results ? pageData.results.to * 1000 : Date.now());

export const themeNow = (): Theme => (document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark');

/** A colour of the style sheet. */
export const styleColor = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Answers to the queries of a panel. */
export function resultsFor(uid: string, key: string, side: 'before' | 'after' = 'after') {
  return pageData.results?.[side][uid]?.[key];
}
