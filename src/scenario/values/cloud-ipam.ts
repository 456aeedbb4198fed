import { constant, count, counter, histogram } from '../signal.ts';
import type { Rule } from '../site.ts';
import { each, row } from '../site.ts';

const SUBNETS = ['subnet-0a1b', 'subnet-0c2d'];
/** Addresses a node holds in advance: `pre-allocate` of its IPAM settings. */
const RESERVE = 8;
const USED = 22;

const perSubnet =
  (perSecond: number): Rule =>
  () =>
    each('subnet_id', SUBNETS, () => counter(perSecond));
const took =
  (seconds: number): Rule =>
  () =>
    SUBNETS.map((subnet_id) => row(histogram(0.02, seconds), { subnet_id, status: 'success' }));
const calls =
  (operations: readonly string[], seconds: number): Rule =>
  () =>
    each('operation', operations, () => histogram(0.05, seconds));

const AWS = ['DescribeNetworkInterfaces', 'AssignPrivateIpAddresses', 'CreateNetworkInterface'];
const AZURE = ['Interfaces.ListComplete', 'VirtualMachineScaleSetVMs.Update'];

/** IPAM of AWS, Azure or Alibaba, as the operator that leads counts it. */
export const cloudIpam: Readonly<Record<string, Rule>> = {
  cilium_operator_ipam_available_ips: ({ nodes }) => each('target_node', nodes, () => constant(USED + RESERVE)),
  cilium_operator_ipam_used_ips: ({ nodes }) => each('target_node', nodes, () => count(USED, 2)),
  cilium_operator_ipam_needed_ips: ({ nodes }) => each('target_node', nodes, () => constant(0)),
  cilium_operator_ipam_ips: ({ nodes }) => [
    row(constant(nodes.length * (USED + RESERVE)), { type: 'available' }),
    row(count(nodes.length * USED, 2), { type: 'used' }),
    row(constant(0), { type: 'needed' }),
  ],
  cilium_operator_ipam_nodes: ({ nodes }) => [
    row(constant(nodes.length), { category: 'total' }),
    row(constant(0), { category: 'in-deficit' }),
    row(constant(0), { category: 'at-capacity' }),
  ],
  cilium_operator_ipam_available_ips_per_subnet: () => [
    row(count(2800, 40), { subnet_id: 'subnet-0a1b', availability_zone: 'eu-central-1a' }),
    row(count(3100, 40), { subnet_id: 'subnet-0c2d', availability_zone: 'eu-central-1b' }),
  ],
  cilium_operator_ipam_interface_creation_ops: perSubnet(0.002),
  cilium_operator_ipam_ip_allocation_ops: perSubnet(0.02),
  cilium_operator_ipam_ip_release_ops: perSubnet(0.015),
  cilium_operator_ipam_allocation_duration_seconds: took(1.2),
  cilium_operator_ipam_release_duration_seconds: took(0.8),
  cilium_operator_ec2_api_duration_seconds: calls(AWS, 0.18),
  cilium_operator_ec2_api_rate_limit_duration_seconds: calls(AWS, 0.002),
  cilium_operator_azure_api_duration_seconds: calls(AZURE, 0.35),
  cilium_operator_azure_api_rate_limit_duration_seconds: calls(AZURE, 0.002),
};
