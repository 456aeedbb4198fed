import { defineRules } from '../../src/define.ts';
import { configurationRejected, connectFailures, controlPlaneLost } from './envoy-configuration.ts';
import { envoyDown, envoysDown, missingEnvoys } from './envoy-down.ts';

/** The L7 proxy: policy, ingress and gateway traffic. */
export const envoyAlerts = defineRules({
  name: 'cilium-envoy',
  build: (context) => [
    {
      name: 'envoy',
      rules: [
        missingEnvoys(context),
        envoysDown(context),
        envoyDown(context),
        controlPlaneLost(context),
        configurationRejected(context),
        connectFailures(context),
      ],
    },
  ],
});
