/** The devices that are open in the scanners' process. */
import type { ScannerDevice, ScannerDriver } from '../driver.ts';

export type DriverOf = (kind: string) => Promise<ScannerDriver>;

/** One open device per address: it knows its capabilities already and lets only one job run at a time. */
export class DevicePool {
  readonly #driverOf: DriverOf;
  readonly #open = new Map<string, Promise<ScannerDevice>>();

  constructor(driverOf: DriverOf) {
    this.#driverOf = driverOf;
  }

  open(kind: string, address: string): Promise<ScannerDevice> {
    const key = `${kind} ${address}`;
    const known = this.#open.get(key);
    if (known) return known;
    const opening = this.#driverOf(kind).then((driver) => driver.open({ address }, new AbortController().signal));
    this.#open.set(key, opening);
    opening.catch(() => this.#open.delete(key));
    return opening;
  }

  async close(): Promise<void> {
    const closing = [...this.#open.values()].map(async (opening) => (await opening).close());
    await Promise.allSettled(closing);
  }
}
