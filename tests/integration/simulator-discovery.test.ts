/** The simulator announces itself by mDNS on loopback, and the driver finds it there and notices its goodbye. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { DeviceEvent } from '../../drivers/driver.ts';
import { esclNetworkDriver } from '../../drivers/escl-network/escl-network-driver.ts';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';

/** Two lost multicast queries are made up for within this time. */
const PATIENCE_MS = 50_000;

test('a published scanner comes, works under its announced address, and goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devices-discovery-'));
  const simulator = await startSimulator({ pages: await drawNumberedSheets(folder, [[1, null]]), publish: true });
  const controller = new AbortController();
  const events: DeviceEvent[] = [];
  // Other scanners of a developer's own network are none of our business.
  const watching = esclNetworkDriver.watch(
    (event) => event.scanner.key === simulator.scanner.uuid && events.push(event),
    controller.signal,
  );
  let open = true;
  try {
    await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: PATIENCE_MS });
    const scanner = { key: simulator.scanner.uuid, driver: 'escl-network', name: 'Intake Desk Simulated Scanner', address: simulator.url };
    expect(events[0]).toEqual({ kind: 'added', scanner });
    const device = await esclNetworkDriver.open({ address: scanner.address }, controller.signal);
    expect((await device.capabilities()).uuid).toBe(scanner.key);
    await device.close();
    await simulator.close();
    open = false;
    await vi.waitFor(() => expect(events.at(-1)).toEqual({ kind: 'removed', scanner }), { timeout: PATIENCE_MS });
  } finally {
    controller.abort();
    await watching;
    if (open) await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
});
