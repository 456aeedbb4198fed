import type { Dashboard } from '../../model/dashboard.ts';

const KIB = 1024;

/** Bytes of the dashboard as `out/` holds it: indented by two, so not less than what Grafana is sent. */
export function sizeOf({ json }: Dashboard): number {
  return Buffer.byteLength(JSON.stringify(json, null, 2));
}

/** Most proxies refuse a longer body (nginx: client_max_body_size 1m), and etcd a larger ConfigMap. */
export const MOST_BYTES = KIB * KIB;

/** Longest annotation Kubernetes takes; `kubectl apply` keeps a copy of the whole object in one. */
export const MOST_APPLIED_BYTES = 256 * KIB;

/** `312 KiB`. */
export function inKib(bytes: number): string {
  return `${Math.ceil(bytes / KIB)} KiB`;
}
