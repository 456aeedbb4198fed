import { defineDashboard } from '../../src/define.ts';
import { nodeVariable } from '../shared/variables.ts';
import { certificates } from './pipeline/certificates.ts';
import { hubbleCost } from './pipeline/hubble-cost.ts';
import { hubbleExporters } from './pipeline/hubble-exporters.ts';
import { losses } from './pipeline/losses.ts';
import { pipelineHealth } from './pipeline/pipeline-health.ts';
import { relay } from './pipeline/relay.ts';
import { scrapes } from './pipeline/scrapes.ts';
import { targets } from './pipeline/targets.ts';

export const hubblePipeline = defineDashboard({
  uid: 'hubble-pipeline',
  title: 'Hubble / Pipeline',
  question: "Can Hubble's numbers be believed, from the event in the kernel to the sample in Prometheus?",
  tags: ['hubble'],
  neighbours: ['hubble-overview', 'cilium-agent', 'cilium-fleet'],
  build: (context) => {
    const node = nodeVariable(context, context.metricOf('hubble', 'up'));
    const board = { context, node };
    return {
      variables: [node],
      rows: [
        pipelineHealth(board),
        losses(board),
        scrapes(context),
        hubbleCost(board),
        targets(board),
        relay(board),
        hubbleExporters(board),
        certificates(context),
      ],
    };
  },
});
