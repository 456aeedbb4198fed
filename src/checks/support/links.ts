import type { Dashboard } from '../../model/dashboard.ts';
import { asText, objectsIn, placeOf, pointTo, visit } from './board-json.ts';

/** A link to a dashboard, as it stands in the JSON. */
export interface BoardLink {
  readonly uid: string;
  /** Variables the link sets, without `var-`. */
  readonly variables: readonly string[];
  readonly place: ReturnType<typeof placeOf>;
}

/** Links of the board itself, its panels and its fields that lead to a dashboard. */
export function linksOf(dashboard: Dashboard): readonly BoardLink[] {
  const own = linksIn(
    objectsIn(dashboard.json['links']).map(({ url }) => asText(url)),
    { path: '/links' },
  );
  const inPanels = dashboard.panels.flatMap(({ path }) => {
    const urls: string[] = [];
    visit(pointTo(dashboard.json, path), (key, value) => {
      if (key === 'url' && typeof value === 'string') urls.push(value);
    });
    return linksIn(urls, placeOf(dashboard, path));
  });
  return [...own, ...inPanels];
}

function linksIn(urls: readonly string[], place: BoardLink['place']): readonly BoardLink[] {
  return urls.flatMap((url) => {
    const match = /^\/d\/([^/?#]+)(.*)$/s.exec(url);
    if (!match?.[1]) return [];
    const variables = [...(match[2] ?? '').matchAll(/[?&]var-(\w+)=/g)].map(([, name]) => name ?? '');
    return [{ uid: match[1], variables, place }];
  });
}
