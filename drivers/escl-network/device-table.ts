/** Announcements of the network → one entry per scanner, whatever number of services and interfaces it shows up on. */
import type { DiscoveredScanner } from '#shared/device.ts';
import type { DeviceEvent } from '../driver.ts';
import { candidates, ownNetworks, type OwnNetworks } from './candidates.ts';

/** One mDNS service as seen on one interface. */
export type Announcement = {
  name: string;
  tls: boolean;
  host: string;
  addresses: readonly string[];
  /** The interface that it was heard on, for link-local IPv6 addresses. */
  zone?: string | null;
  port: number;
  /** TXT record as received; keys compare without case (`UUID`, `Vers` exist). */
  txt: Readonly<Record<string, unknown>>;
};

type Entry = { plain: DiscoveredScanner | null; tls: DiscoveredScanner | null };

export class DeviceTable {
  readonly #entries = new Map<string, Entry>();
  readonly #networks: () => OwnNetworks;

  /** @param networks asked at every announcement: laptops dock */
  constructor(networks: () => OwnNetworks = ownNetworks) {
    this.#networks = networks;
  }

  /** Where the announced device may be, the likeliest first; nothing for one that is not offered. */
  addresses(announcement: Announcement): string[] {
    return scannersOf(announcement, this.#networks()).map(({ address }) => address);
  }

  /**
   * A service appeared or changed. Null when nothing that is shown changes.
   * @param address of those above, the one that answered; the likeliest where none is given
   */
  up(announcement: Announcement, address?: string): DeviceEvent | null {
    const found = scannersOf(announcement, this.#networks());
    const scanner = found.find((one) => one.address === address) ?? found[0];
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
    const entry = this.#entries.get(keyOf(announcement));
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

/** One for each address, the likeliest first. */
function scannersOf(announcement: Announcement, own: OwnNetworks): DiscoveredScanner[] {
  const txt = lowerCaseKeys(announcement.txt);
  const root = (txt['rs'] ?? 'eSCL').replace(/^\/+|\/+$/g, '') || 'eSCL';
  if (announcement.port <= 0 || !/^[\w./-]+$/.test(root)) return [];
  const scheme = announcement.tls ? 'https' : 'http';
  const standardPort = announcement.tls ? 443 : 80;
  const port = announcement.port === standardPort ? '' : `:${announcement.port}`;
  return candidates(announcement.addresses, own, announcement.zone ?? null).map((host) => ({
    key: keyOf(announcement),
    driver: 'escl-network',
    name: (txt['ty'] || announcement.name).slice(0, 100),
    address: `${scheme}://${host}${port}/${root}`,
  }));
}

function keyOf({ txt, host, port }: Announcement): string {
  const { uuid } = lowerCaseKeys(txt);
  return uuid?.toLowerCase().replace(/^urn:uuid:/, '') || `${host.toLowerCase()}:${port}`;
}

function lowerCaseKeys(txt: Announcement['txt']): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(txt).map(([key, value]) => [key.toLowerCase(), String(value)]));
}
