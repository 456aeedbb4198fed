import type { Model } from '../../model/model.ts';
import type { HttpClient } from '../../targets/http.ts';
import { pool } from '../../targets/pool.ts';
import type { Finding } from '../finding.ts';
import { ask } from './ask.ts';

const AT_A_TIME = 4;

/** Whether our boards are in this Grafana at all. */
export async function boardFindings(http: HttpClient, { dashboards, settings }: Model): Promise<readonly Finding[]> {
  const uids = dashboards.map(({ uid }) => uid);
  const absent = new Set<string>();
  await pool(uids, AT_A_TIME, async (uid) => {
    // 406: there, in a form that only the newer API shows; 403: perhaps there, who knows
    const answer = await ask(http, `/api/dashboards/uid/${encodeURIComponent(uid)}`);
    if (!('json' in answer) && answer.status === 404) absent.add(uid);
  });
  const missing = uids.filter((uid) => absent.has(uid));
  if (missing.length === 0) return [];
  const [label = 'grafana_dashboard', value = '1'] = Object.entries(settings.kubernetes.dashboardLabel)[0] ?? [];
  return [
    {
      code: 'dashboards-not-found',
      key: 'dashboards-not-found grafana',
      severity: 'warning',
      summary:
        missing.length === uids.length
          ? 'None of the boards is in this Grafana.'
          : `${missing.length} of ${uids.length} boards are not in this Grafana.`,
      evidence: [`missing: ${missing.join(', ')}`],
      remedies: [
        { kind: 'command', text: 'ciliascope publish' },
        {
          kind: 'advice',
          text: `where ConfigMaps bring them: the sidecar must look for the label ${label}: "${value}" in the namespace ${settings.kubernetes.namespace}`,
        },
      ],
    },
  ];
}
