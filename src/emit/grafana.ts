import type { Dashboard } from '../model/dashboard.ts';
import type { Artifact, Model } from '../model/model.ts';
import { sortKeys } from './stable.ts';
import { yamlText } from './yaml.ts';

/** `Cilium / Network` -> `cilium-network`: a folder's title as a path. */
export function folderPath(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'general'
  );
}

/** Text of a dashboard file: sorted keys, two spaces, a newline at the end. */
export function dashboardText(dashboard: Dashboard): string {
  return `${JSON.stringify(sortKeys(dashboard.json), null, 2)}\n`;
}

/** One JSON file per dashboard, as the Import dialog, provisioning and the HTTP API take it. */
export function emitGrafana({ dashboards }: Model): readonly Artifact[] {
  return dashboards.map((dashboard) => ({
    path: `grafana/${folderPath(dashboard.folder)}/${dashboard.uid}.json`,
    kind: 'dashboard',
    text: dashboardText(dashboard),
    uid: dashboard.uid,
  }));
}

/**
 * For Grafana's file provisioning: boards from a folder of the server, one Grafana folder per subfolder. They cannot be
 * edited in the browser, and go when their file goes.
 */
export function emitProvisioning({ dashboards }: Model): Artifact {
  const folders = [...new Map(dashboards.map(({ folder }) => [folderPath(folder), folder]))];
  const providers = folders.map(([path, folder]) => ({
    name: `ciliascope-${path}`,
    type: 'file',
    folder,
    disableDeletion: false,
    allowUiUpdates: false,
    updateIntervalSeconds: 30,
    options: { path: `/etc/grafana/ciliascope/${path}` },
  }));
  return { path: 'grafana/provisioning.yaml', kind: 'provisioning', text: yamlText({ apiVersion: 1, providers }) };
}
