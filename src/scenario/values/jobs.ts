import type { Row } from '../site.ts';
import { row } from '../site.ts';

/** Background jobs of an agent, as hive names them. */
export const AGENT_JOBS: readonly (readonly [module: string, job: string])[] = [
  ['agent.controlplane.daemon', 'daemon-run'],
  ['agent.controlplane.endpoint-manager', 'endpoint-gc'],
  ['agent.controlplane.ciliumendpoint-sync', 'sync'],
  ['agent.datapath.node-neighbor', 'refresh'],
  ['agent.datapath.orchestrator', 'reinitialize'],
  ['agent.controlplane.loadbalancer', 'reflector'],
];

/** One row per job of the component: the same jobs in every family of `hive_jobs_*`. */
export const jobRows = (jobs: typeof AGENT_JOBS, signal: Row['signal']): Row[] =>
  jobs.map(([module_id, job_name]) => row(signal, { module_id, job_name }));
