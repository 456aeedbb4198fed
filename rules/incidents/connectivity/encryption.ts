import { gaugeSeries, incident } from '../../../src/define.ts';
import { smallCluster } from '../baseline/clusters.ts';

const noState = { error: 'no_state', type: 'inbound' } as const;

export const ipsecKeyMismatch = incident({
  name: 'ipsec-key-mismatch',
  title: 'Two nodes cannot decrypt what the third one sends',
  evidence: 'cilium PR #26808, #27113, #22747: XFRM errors are drops that no drop counter shows',
  baseline: smallCluster,
  lasts: '30m',
  moves: () =>
    ['n01', 'n02'].map((node) =>
      gaugeSeries(
        'cilium_ipsec_xfrm_error',
        noState,
        { node },
        { before: 12, after: [{ for: '30m', value: 12, to: 9012 }, { value: 9012 }] },
      ),
    ),
  expect: [{ alert: 'CiliumIPsecErrors', severity: 'page', labels: noState, within: '8m', count: 1 }],
  silent: [],
});

export const ipsecKeyRotation = incident({
  name: 'ipsec-key-rotation',
  title: 'A key rotation loses a few hundred packets, and old errors stay counted',
  evidence: 'analysis: a near miss of ipsec-key-mismatch',
  baseline: smallCluster,
  lasts: '1h',
  moves: () => [
    gaugeSeries(
      'cilium_ipsec_xfrm_error',
      noState,
      { node: 'n01' },
      { before: 12, after: [{ for: '2m', value: 12, to: 312 }, { value: 312 }] },
    ),
    gaugeSeries(
      'cilium_ipsec_xfrm_error',
      { error: 'state_sequence', type: 'inbound' },
      { node: 'n02' },
      { before: 40_000 },
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumIPsecErrors' }],
});
