/** Announcements of the network → one entry per scanner, whatever number of services and interfaces it shows up on. */
import type { DiscoveredScanner } from '#shared/device.ts';
import type { DeviceEvent } from '../driver.ts';

/** One mDNS service as seen on one interface. */
export type Announcement = {
  name: string;
  tls: boolean;
  host: string;
  /** IPv4 preferred. */
  addresses: readonly string[];
  port: number;
  /** TXT record as received; keys compare without case (`UUID`, `Vers` exist). */
  txt: Readonly<Record<string, unknown>>;
};

type Entry = { plain: DiscoveredScanner | null; tls: DiscoveredScanner | null };

export class DeviceTable {
  readonly #entries = new Map<string, Entry>();

  /** A service appeared or changed. Null when nothing that is shown changes. */
  up(announcement: Announcement): DeviceEvent | null {
    const scanner = toScanner(announcement);
    if (!scanner) return null;
    const known = this.#entries.get(scanner.key);
    const entry = known ?? { plain: null, tls: null };
    const before = shown(entry);
    entry[announcement.tls ? 'tls' : 'plain'] = scanner;
    this.#entries.set(scanner.key, entry);
    const after = shown(entry) ?? scanner;
    if (before && before.address === after.address && before.name === after.name) return null;
    return { kind: before ? 'changed' : 'added', scanner: after };
  }

  /** A service said goodbye. */
  down(announcement: Announcement): DeviceEvent | null {
    const scanner = toScanner(announcement);
    const entry = scanner && this.#entries.get(scanner.key);
    const before = entry && shown(entry);
    if (!entry || !before) return null;
    entry[announcement.tls ? 'tls' : 'plain'] = null;
    const after = shown(entry);
    if (!after) this.#entries.delete(before.key);
    if (after && after.address === before.address) return null;
    return after ? { kind: 'changed', scanner: after } : { kind: 'removed', scanner: before };
  }
}

function shown(entry: Entry): DiscoveredScanner | null {
  return entry.tls ?? entry.plain;
}

function toScanner(announcement: Announcement): DiscoveredScanner | null {
  const txt = lowerCaseKeys(announcement.txt);
  const ip = announcement.addresses.find(isPrivateIpv4);
  // Announced from outside the building: nobody asked for it, so it is not offered. Typing the address still works.
  if (!ip || announcement.port <= 0) return null;
  const root = (txt['rs'] ?? 'eSCL').replace(/^\/+|\/+$/g, '') || 'eSCL';
  if (!/^[\w./-]+$/.test(root)) return null;
  const scheme = announcement.tls ? 'https' : 'http';
  const standardPort = announcement.tls ? 443 : 80;
  const port = announcement.port === standardPort ? '' : `:${announcement.port}`;
  return {
    key: txt['uuid']?.toLowerCase().replace(/^urn:uuid:/, '') || `${announcement.host.toLowerCase()}:${announcement.port}`,
    driver: 'escl-network',
    name: (txt['ty'] || announcement.name).slice(0, 100),
    address: `${scheme}://${ip}${port}/${root}`,
  };
}

function lowerCaseKeys(txt: Announcement['txt']): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(txt).map(([key, value]) => [key.toLowerCase(), String(value)]));
}

/** RFC 1918, link-local and loopback (ipp-usb publishes USB scanners on 127.0.0.1). */
export function isPrivateIpv4(address: string): boolean {
  const [a = -1, b = -1] = /^\d+\.\d+\.\d+\.\d+$/.test(address) ? address.split('.').map(Number) : [];
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
}
