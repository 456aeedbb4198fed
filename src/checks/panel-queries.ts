import { panelCheck } from './check.ts';
import { asText, objectsIn, panelJson } from './support/board-json.ts';

export const panelQueries = panelCheck({
  code: 'panel-queries',
  severity: 'error',
  summary:
    'A panel without a query never shows anything; of two queries with one refId, overrides and columns mean only one.',
  remediation:
    'Give the panel a query, or make it a text panel; give each query of a panel a refId of its own, or none.',
  *check(panel, dashboard) {
    if (panel.type === 'text') return;
    const targets = objectsIn(panelJson(dashboard, panel)['targets']);
    if (targets.length === 0) yield { message: 'the panel has no query' };
    const refIds = targets.map(({ refId }) => asText(refId));
    if (refIds.includes('')) yield { message: `query ${refIds.indexOf('') + 1} has no refId` };
    const twice = new Set(refIds.filter((refId, index) => refId !== '' && refIds.indexOf(refId) !== index));
    for (const refId of twice) yield { message: `two queries have refId "${refId}"` };
  },
});
