import { dashboardCheck } from './check.ts';
import { inKib, MOST_APPLIED_BYTES, MOST_BYTES, sizeOf } from './support/size.ts';

export const dashboardConfigmap = dashboardCheck({
  code: 'dashboard-configmap',
  severity: 'warning',
  summary: 'A ConfigMap above 256 KiB cannot be applied by `kubectl apply`, which keeps a copy of it in an annotation.',
  remediation:
    'Split the board, or apply its ConfigMap with `kubectl apply --server-side` (Argo CD: `ServerSideApply=true`) and suppress this with that reason.',
  *check(dashboard) {
    const size = sizeOf(dashboard);
    if (size <= MOST_APPLIED_BYTES || size >= MOST_BYTES) return;
    yield {
      message: `the dashboard is ${inKib(size)}: its ConfigMap needs server-side apply above ${inKib(MOST_APPLIED_BYTES)}`,
    };
  },
});
