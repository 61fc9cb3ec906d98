/** Finds eSCL scanners by mDNS/DNS-SD (`_uscan._tcp`, `_uscans._tcp`) on every IPv4 interface. */
import { networkInterfaces } from 'node:os';
import { Bonjour, type Browser, type Service, type ServiceConfig } from 'bonjour-service';
import type { DeviceEvent } from '../driver.ts';
import { parseAddress } from './address.ts';
import { listens, zoneOf } from './candidates.ts';
import { DeviceTable, type Announcement } from './device-table.ts';

/** Queries get lost on busy Wi-Fi: asked again after 1, 2, 4 … s, then once a minute (RFC 6762, 5.2). */
const FIRST_QUERY_AGAIN_MS = 1_000;
const LAST_QUERY_AGAIN_MS = 60_000;
/** Laptops dock and change network while the picker is open. */
const INTERFACE_CHECK_MS = 15_000;

type Listener = { close(): void };

/** Reports scanners until the signal aborts. Interfaces without multicast are skipped in silence. */
export function discoverScanners(sink: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void> {
  const table = new DeviceTable();
  const report = (event: DeviceEvent | null): void => {
    if (event && !signal.aborted) sink(event);
  };
  const listeners = new Map<string, Listener>();
  const followInterfaces = (): void => {
    const present = ipv4Addresses();
    for (const address of present) {
      if (!listeners.has(address)) listeners.set(address, listenOn(address, table, report));
    }
    for (const [address, listener] of listeners) {
      if (present.includes(address)) continue;
      listener.close();
      listeners.delete(address);
    }
  };
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    followInterfaces();
    const timer = setInterval(followInterfaces, INTERFACE_CHECK_MS);
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(timer);
        for (const listener of listeners.values()) listener.close();
        resolve();
      },
      { once: true },
    );
  });
}

function ipv4Addresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

function listenOn(address: string, table: DeviceTable, report: (event: DeviceEvent | null) => void): Listener {
  // `interface` alone binds the socket to the unicast address and then hears nothing; `bind` mends that.
  const options = { interface: address, bind: '0.0.0.0' } as unknown as Partial<ServiceConfig>;
  const bonjour = new Bonjour(options, () => undefined);
  const zone = zoneOf(address);
  const browsers = (['uscan', 'uscans'] as const).map((type): Browser => {
    const tls = type === 'uscans';
    const browser = bonjour.find({ type });
    // One after the other: an address is tried while a goodbye may already be waiting.
    let last = Promise.resolve();
    const inTurn = (step: () => Promise<void>) => void (last = last.then(step));
    const up = (service: Service) =>
      inTurn(async () => {
        const announcement = toAnnouncement(service, tls, zone);
        report(table.up(announcement, await firstThatAnswers(table.addresses(announcement))));
      });
    for (const event of ['up', 'txt-update', 'srv-update'] as const) browser.on(event, up);
    browser.on('down', (service: Service) => inTurn(async () => report(table.down(toAnnouncement(service, tls, zone)))));
    return browser;
  });
  let delayMs = FIRST_QUERY_AGAIN_MS;
  const askAgain = (): void => {
    for (const browser of browsers) browser.update();
    delayMs = Math.min(delayMs * 2, LAST_QUERY_AGAIN_MS);
    timer = setTimeout(askAgain, delayMs);
  };
  let timer = setTimeout(askAgain, delayMs);
  return {
    close: () => {
      clearTimeout(timer);
      for (const browser of browsers) browser.stop();
      bonjour.destroy();
    },
  };
}

/** With one address there is nothing to choose, and the device is left alone. */
async function firstThatAnswers(addresses: readonly string[]): Promise<string | undefined> {
  if (addresses.length < 2) return addresses[0];
  for (const address of addresses) if (await listens(parseAddress(address))) return address;
  return addresses[0];
}

function toAnnouncement(service: Service, tls: boolean, zone: string | null): Announcement {
  const referer = service.referer?.family === 'IPv4' ? [service.referer.address] : [];
  const announced = service.addresses ?? [];
  // A service on loopback (ipp-usb, our simulator) announces the host's network addresses, where it does not listen.
  const local = referer[0]?.startsWith('127.') ?? false;
  return {
    name: service.name,
    tls,
    host: service.host,
    addresses: local ? [...referer, ...announced] : [...announced, ...referer],
    port: service.port,
    zone,
    txt: (service.txt ?? {}) as Record<string, unknown>,
  };
}
