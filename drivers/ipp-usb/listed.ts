/** Driverless USB scanners: the address is `usb:<vendor>:<product>:<serial number>`. */
import type { ListedDriver } from '../driver.ts';

export const ippUsb: ListedDriver = {
  kind: 'ipp-usb',
  traits: { scansPaper: true, onScreen: false, address: 'typed', certificates: false },
  load: async () => (await import('./ipp-usb-driver.ts')).ippUsbDriver,
};
