import { defineDashboard } from '../../src/define.ts';
import { featuresHealth } from './features/features-health.ts';
import { inventory } from './features/inventory.ts';
import { minorities } from './features/minorities.ts';
import { policiesInUse } from './features/policies-in-use.ts';
import { rollout } from './features/rollout.ts';
import { startUp } from './features/start-up.ts';
import { versions } from './features/versions.ts';

export const ciliumFeatures = defineDashboard({
  uid: 'cilium-features',
  title: 'Cilium / Versions and features',
  question: 'Which versions and features run where, and do all nodes of a cluster agree?',
  tags: ['agent', 'operator'],
  neighbours: ['cilium-fleet', 'cilium-agent', 'cilium-operator'],
  timeRange: 'now-6h',
  build: (context) => ({
    rows: [
      featuresHealth(context),
      versions(context),
      inventory(context),
      rollout(context),
      startUp(context),
      minorities(context),
      policiesInUse(context),
    ],
  }),
});
