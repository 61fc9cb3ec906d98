/** Which of a device's addresses to take: devices announce several, and not each can be reached from here. */
import { BlockList, connect, isIPv4, isIPv6 } from 'node:net';
import { networkInterfaces, platform } from 'node:os';
import type { EsclAddress } from './address.ts';

/** A device on the same wire answers in milliseconds; a sleeping one needs seconds, and then its best address is taken untried. */
const TRY_MS = 1_500;

/** The networks that this computer itself is in. */
export type OwnNetworks = { has(address: string): boolean };

export function ownNetworks(): OwnNetworks {
  const list = new BlockList();
  for (const { address, cidr, family } of Object.values(networkInterfaces()).flatMap((found) => found ?? [])) {
    const bits = Number(cidr?.split('/')[1]);
    if (Number.isInteger(bits)) list.addSubnet(address, bits, family === 'IPv6' ? 'ipv6' : 'ipv4');
  }
  return { has: (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') };
}

/** The zone of the interface with this address, for link-local addresses that are heard on it. Windows counts its interfaces. */
export function zoneOf(interfaceAddress: string): string | null {
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    if (!addresses.some(({ address }) => address === interfaceAddress)) continue;
    if (platform() !== 'win32') return name;
    const scope = addresses.find((one) => one.family === 'IPv6' && one.scopeid > 0);
    return scope?.family === 'IPv6' ? String(scope.scopeid) : null;
  }
  return null;
}

/**
 * The best first. Offered are addresses inside the building: private ones, those of a provider's network (100.64/10), and whatever lies in
 * a network of this computer, since authorities use public ranges inside. Anything else was announced from outside, and nobody asked for
 * it; typing such an address still works.
 * @param zone for link-local IPv6 addresses, which are left out without one
 */
export function candidates(addresses: readonly string[], own: OwnNetworks, zone: string | null): string[] {
  const ranked = addresses.map((address) => ({ address, rank: rankOf(address, own, zone) })).filter(({ rank }) => rank !== null);
  return [...new Set(ranked.toSorted((one, other) => one.rank! - other.rank!).map(({ address }) => inUrl(address, zone)))];
}

function rankOf(address: string, own: OwnNetworks, zone: string | null): number | null {
  if (isIPv4(address)) {
    const [a = -1, b = -1] = address.split('.').map(Number);
    // ipp-usb publishes USB scanners on loopback.
    if (a === 127) return 0;
    // Given to itself by a device that found no server; a second one, on a cable, often stands beside the true one.
    if (a === 169 && b === 254) return 5;
    if (own.has(address)) return 1;
    return isPrivateIpv4(address) ? 3 : null;
  }
  if (!isIPv6(address)) return null;
  if (/^fe[89ab]/i.test(address)) return zone === null ? null : 6;
  if (own.has(address)) return 2;
  return /^f[cd]/i.test(address) ? 4 : null;
}

const inUrl = (address: string, zone: string | null): string =>
  isIPv4(address) ? address : /^fe[89ab]/i.test(address) ? `[${address}%25${zone ?? ''}]` : `[${address}]`;

/** RFC 1918, RFC 6598, link-local and loopback. */
export function isPrivateIpv4(address: string): boolean {
  const [a = -1, b = -1] = isIPv4(address) ? address.split('.').map(Number) : [];
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127); // prettier-ignore
}

/** Whether anything takes a connection there. */
export function listens({ origin, zone }: Pick<EsclAddress, 'origin' | 'zone'>, timeoutMs = TRY_MS): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '') + (zone === null ? '' : `%${zone}`);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
    const done = (found: boolean): void => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(timeoutMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
