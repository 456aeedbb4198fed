import type { DashboardDefinition } from '../src/define.ts';
import { hubbleDns } from './hubble/hubble-dns.ts';

/** Every dashboard, in the order of the folder listing. */
export const dashboards: readonly DashboardDefinition[] = [hubbleDns];
