import type { BuildContext } from '../define/context.ts';
import type { AnnotationDefinition } from '../define/dashboard.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { Query } from '../model/query.ts';
import type { Board } from './board.ts';
import { DATASOURCE } from './panels/panel.ts';
import { compileQuery, textFor } from './queries.ts';

export function annotationToQuery(annotation: AnnotationDefinition, index: number, board: Board): Query {
  const { context, definition } = board;
  return compileQuery(annotation.query, context, {
    use: 'annotation',
    resource: `dashboard/${definition.uid}`,
    file: board.relative(definition.origin.file),
    line: definition.origin.line,
    item: annotation.name,
    path: `/annotations/list/${index + 1}/expr`,
    ...(annotation.emptyInHealth ? { emptyInHealth: annotation.emptyInHealth } : {}),
    suppress: [],
  });
}

/** Grafana puts it first in every dashboard it stores. */
export function builtInAnnotation(): JsonObject {
  return {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  };
}

export function annotationJson(annotation: AnnotationDefinition, context: BuildContext): JsonObject {
  return {
    datasource: { ...DATASOURCE },
    enable: true,
    hide: false,
    expr: textFor(annotation.query, context.minors),
    iconColor: annotation.color,
    name: annotation.name,
    titleFormat: annotation.title,
    step: '60s',
    useValueForTime: false,
  };
}
