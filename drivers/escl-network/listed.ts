/** Network scanners: the address is an eSCL base URL, an https one with its certificate pinned as `#sha256=<hex>`. */
import type { ListedDriver } from '../driver.ts';

export const esclNetwork: ListedDriver = {
  kind: 'escl-network',
  traits: { scansPaper: true, onScreen: false, address: 'typed', certificates: true },
  load: async () => (await import('./escl-network-driver.ts')).esclNetworkDriver,
};
