import { dashboardCheck } from './check.ts';

export const dashboardUid = dashboardCheck({
  code: 'dashboard-uid',
  severity: 'error',
  summary:
    'Bookmarks, links and the publisher find a dashboard by its uid: one that Grafana refuses, or that two boards share, loses one of them.',
  remediation:
    'Give each board a uid of its own: the name of its source file, 1 to 40 characters of A-Z, a-z, 0-9, - and _. Never change it afterwards.',
  *check({ uid, file }, { model }) {
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(uid)) {
      yield { message: `uid "${uid}" is not 1 to 40 characters of A-Z, a-z, 0-9, - and _: Grafana refuses it` };
    }
    const fileName =
      file
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '';
    if (fileName !== uid) yield { message: `uid "${uid}" differs from the file's name "${fileName}"` };
    const twins = model.dashboards.filter((other) => other.uid === uid);
    if (twins.length > 1) {
      const others = twins.map((twin) => twin.file).filter((other) => other !== file);
      yield {
        message: `uid "${uid}" is that of ${others[0] ?? `${twins.length} boards of this file`} too: only one of them survives publishing`,
      };
    }
  },
});
