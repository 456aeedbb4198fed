import { nearest } from '../catalog/nearest.ts';
import { FAULTS } from '../model/faults.ts';
import type { Query } from '../model/query.ts';
import { dashboardCheck } from './check.ts';
import { asObject, asText, panelJson, placeOf } from './support/board-json.ts';

export const panelEmpty = dashboardCheck({
  code: 'panel-empty',
  severity: 'error',
  summary:
    'A panel that is rightly empty looks broken unless it says so, and nobody knows whether it would ever show anything.',
  remediation:
    'With `emptyInHealth` give a reason, the synthetic fault in which the panel must show data, and a `noValue` text that says what empty means.',
  *check(dashboard) {
    for (const panel of dashboard.panels) {
      const declared = panel.queries.find(({ emptyInHealth }) => emptyInHealth);
      if (!declared) continue;
      const place = placeOf(dashboard, panel.path);
      yield* faultsOf(declared).map((message) => ({ message, place }));
      const { defaults } = asObject(panelJson(dashboard, panel)['fieldConfig']);
      if (asText(asObject(defaults)['noValue']).trim() === '') {
        yield { message: 'the panel is empty in health but has no noValue text that says so', place };
      }
    }
    for (const annotation of dashboard.annotationQueries) {
      const place = { path: annotation.path, item: annotation.item };
      yield* faultsOf(annotation).map((message) => ({ message, place }));
    }
  },
});

function faultsOf({ emptyInHealth }: Query): readonly string[] {
  if (!emptyInHealth) return [];
  const { fault, reason } = emptyInHealth;
  const names: readonly string[] = FAULTS;
  const known = names.includes(fault);
  const [near] = nearest(fault, names);
  return [
    ...(known ? [] : [`"${fault}" is no synthetic fault; ${near ? `near it: ${near}` : `known: ${names.join(', ')}`}`]),
    ...(reason.trim() === '' ? ['emptyInHealth gives no reason'] : []),
  ];
}
