import { panelCheck } from './check.ts';
import { asText, objectsIn, panelJson } from './support/board-json.ts';

/** The one handler that attaches trace ids (docs.cilium.io, Hubble metrics, httpV2). */
const HANDLER = 'httpV2';

export const panelExemplars = panelCheck({
  code: 'panel-exemplars',
  severity: 'error',
  summary: 'A query for exemplars that nobody writes costs a second request per refresh and shows nothing.',
  remediation:
    'Ask for exemplars only of `hubble_http_*`, with `hubble.metrics.enableOpenMetrics: true` and `httpV2:exemplars=true`; use `openMetrics` of the context to decide.',
  *check(panel, dashboard, { model }) {
    const { openMetrics, metrics } = model.settings.hubble;
    const handler = metrics.find(({ name }) => name === HANDLER);
    for (const target of objectsIn(panelJson(dashboard, panel)['targets'])) {
      if (target['exemplar'] !== true) continue;
      if (!openMetrics) yield { message: 'exemplars need hubble.openMetrics, which is off in the settings' };
      else if (!handler?.options.includes('exemplars'))
        yield { message: `exemplars need the option exemplars=true of the Hubble handler ${HANDLER}` };
      else if (!asText(target['expr']).includes('hubble_http_'))
        yield { message: 'only hubble_http_* series have exemplars' };
    }
  },
});
