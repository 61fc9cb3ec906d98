/** Scanners with a SANE backend: the address is a SANE device name. */
import type { ListedDriver } from '../driver.ts';

export const sane: ListedDriver = {
  kind: 'sane',
  traits: { scansPaper: true, onScreen: false, address: 'typed', certificates: false },
  load: async () => (await import('./sane-driver.ts')).saneDriver,
};
