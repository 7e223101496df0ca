import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Authority } from '../../core/text/authority.js';
import { ForbiddenError } from '../../core/errors.js';

/** Addresses that are of this machine or of a network behind it (RFC 6890 and 4193), by their family. */
const inside = new BlockList();
const ranges: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
for (const [network, prefix, family] of ranges) inside.addSubnet(network, prefix, family);

/** Whether an address does not lead into the open network. One of IPv4 that is written as IPv6 is what it stands for. */
export function isInside(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address of a host, looked up once: what is checked here is what is connected to.
 * @param hosts an address inside is had only where it stands among them itself.
 * @throws ForbiddenError for an address inside that does not; what the lookup throws.
 */
export async function outsideAddress(
  hostname: string,
  hosts: readonly Authority[],
): Promise<{ address: string; family: number }> {
  const name = hostname.replace(/^\[|\]$/g, '');
  const [found] = await lookup(name, { all: true });
  const { address } = found;
  if (!isInside(address) || hosts.some((listed) => listed.name === address)) return found;
  throw new ForbiddenError(
    `${hostname} leads to ${address}, an address inside that SEXTANT_WEBHOOK_HOSTS does not list.`,
  );
}
