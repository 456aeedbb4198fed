import { defineRules } from '../../src/define.ts';
import { certificateExpiring } from './certificates.ts';
import { cardinalityBudget, duplicateScrape, scrapeSlow } from './scrapes.ts';
import { targets, telemetryMissing, telemetryMissingLong } from './telemetry-missing.ts';

/** Whether the other rules have anything to go by. */
export const telemetryAlerts = defineRules({
  name: 'cilium-telemetry',
  build: (context) => [
    {
      name: 'targets',
      rules: [targets(context), telemetryMissing(context), telemetryMissingLong(context)],
    },
    {
      name: 'scrapes',
      rules: [duplicateScrape(context), cardinalityBudget(context), scrapeSlow(context), certificateExpiring(context)],
    },
  ],
});
