import { defineRules } from '../../src/define.ts';
import { dnsByClient, dnsByNamespace } from '../recordings/dns.ts';
import { DNS_ENDS } from '../shared/dns.ts';
import { dnsPolicyDenied, dnsUnknownNames } from './dns-clients.ts';
import { dnsNoResponse, namespaceDnsNoResponse, nodeDnsNoResponse } from './dns-no-response.ts';
import { dnsProxySlow, dnsSlow } from './dns-proxy.ts';
import { dnsVisibilityLost } from './dns-visibility.ts';

/** DNS of pods under a DNS policy. What servers answer wrongly is the business of the DNS SLOs. */
export const dnsAlerts = defineRules({
  name: 'hubble-dns',
  build: (context) => [
    ...(context.hubble('dns', ...DNS_ENDS)
      ? [
          {
            name: 'no-response',
            rules: [
              ...dnsByNamespace(context),
              dnsNoResponse(context),
              namespaceDnsNoResponse(context),
              nodeDnsNoResponse(context),
              ...(context.hubble('tcp', 'source_namespace') ? dnsVisibilityLost(context) : []),
            ],
          },
          // a day of history is read at every evaluation
          {
            name: 'clients',
            interval: '2m',
            rules: [...dnsByClient(context), dnsUnknownNames(context), dnsPolicyDenied(context)],
          },
        ]
      : []),
    { name: 'proxy', rules: [dnsSlow(context), dnsProxySlow(context)] },
  ],
});
