import { defineRules } from '../../src/define.ts';
import { mapFull, mapPressureHigh, mapSaturatedLru } from './bpf-maps.ts';
import { conntrackGcIncomplete, mapOperationsFailing } from './bpf-upkeep.ts';
import { conntrackInsertionFailed, natMappingFailed, natPortsSaturated } from './capacity-drops.ts';
import { dropGrowth, newDropReason } from './new-drop-reason.ts';

/** Packets lost on a node, and what fills up before they are. */
export const datapathAlerts = defineRules({
  name: 'cilium-datapath',
  build: (context) => [
    { name: 'new-drop-reason', rules: [dropGrowth(context), newDropReason(context)] },
    {
      name: 'capacity',
      rules: [conntrackInsertionFailed(context), natMappingFailed(context), natPortsSaturated(context)],
    },
    { name: 'bpf-maps', rules: [mapPressureHigh(context), mapFull(context), mapSaturatedLru(context)] },
    { name: 'bpf-upkeep', rules: [mapOperationsFailing(context), conntrackGcIncomplete(context)] },
  ],
});
