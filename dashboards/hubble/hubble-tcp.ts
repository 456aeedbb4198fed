import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { tcpHandshakes } from '../shared/tcp-handshakes.ts';
import { handshakePartners } from './tcp/handshake-partners.ts';
import { icmp } from './tcp/icmp.ts';
import { ipFamilies } from './tcp/ip-families.ts';
import { pings } from './tcp/pings.ts';
import { ports } from './tcp/ports.ts';
import { resets } from './tcp/resets.ts';
import { sctp } from './tcp/sctp.ts';
import { tcpHealth } from './tcp/tcp-health.ts';
import { tcpOverTime } from './tcp/tcp-over-time.ts';

export const hubbleTcp = defineDashboard({
  uid: 'hubble-tcp',
  title: 'Hubble / TCP, ICMP and ports',
  question: 'Do connections get established, and who breaks them?',
  tags: ['hubble', 'tcp', 'icmp'],
  neighbours: ['hubble-overview', 'hubble-drops', 'hubble-http', 'cilium-datapath'],
  build: (context) => {
    const flows = flowBoard(context, 'hubble_tcp_flags_total');
    const board = {
      ...flows,
      handshakes: tcpHandshakes(flows),
      ...(context.hubble('icmp') ? { echo: pings(flows) } : {}),
    };
    return {
      variables: flows.filters,
      annotations: [policyChanges(context)],
      rows: [
        tcpHealth(board),
        tcpOverTime(board),
        handshakePartners(board),
        resets(board),
        ports(board),
        icmp(board),
        ipFamilies(board),
        sctp(board),
      ],
    };
  },
});
